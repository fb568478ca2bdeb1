using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// Where to go from an evaluation: a descent direction of Newton's kind.
/// </summary>
public interface INewtonDirection
{
    /// <summary>What an evaluation must hold.</summary>
    EvaluationOrder Order { get; }

    /// <summary>
    /// The step <c>p = -(B + damping D)^-1 g</c>, with D the diagonal of the Gauss-Newton matrix (Marquardt 1963), so
    /// that neither the step nor the damping depends on the units of the coordinates.
    /// </summary>
    /// <param name="evaluation">Gradient and matrices at the present point.</param>
    /// <param name="damping">At least 0; 0 is the full Newton step.</param>
    /// <param name="bounds">
    /// Largest magnitude of each entry of the step, n positive entries; unbounded if null. A coordinate that meets its
    /// bound stays there while the others go on to the model's minimum.
    /// </param>
    NewtonStep Compute(Evaluation evaluation, double damping, Vector<double>? bounds = null);
}
