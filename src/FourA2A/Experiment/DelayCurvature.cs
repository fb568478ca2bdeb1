using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment;

/// <summary>
/// Second derivatives of the loss that involve the delay.
/// </summary>
/// <param name="Second"><c>d^2 L / dd^2</c>, its Gauss-Newton part, per sample squared.</param>
/// <param name="Coupling"><c>d^2 L / du dd</c>, one entry per unconstrained coordinate.</param>
internal sealed record DelayCurvature(double Second, Vector<double> Coupling);
