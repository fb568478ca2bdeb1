using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// A step p and what the quadratic model <c>q(p) = L + g^T p + p^T B p / 2</c> says about it.
/// </summary>
/// <param name="Step">The step p, n entries.</param>
/// <param name="Slope"><c>g^T p</c>, negative for a descent direction.</param>
/// <param name="Curvature"><c>p^T B p</c> without damping, at least 0.</param>
/// <param name="Undamped">The step without damping: <c>-B^-1 g</c> if no bound is in its way.</param>
/// <param name="Decrement">
/// By how much the model lets the loss fall along the undamped step: <c>g^T B^-1 g / 2</c> if no bound is in its way.
/// </param>
public sealed record NewtonStep(Vector<double> Step, double Slope, double Curvature, Vector<double> Undamped, double Decrement)
{
    /// <summary>
    /// Decrease of the loss that the model predicts for the fraction <paramref name="fraction"/> of the step.
    /// </summary>
    public double PredictedDecrease(double fraction) => -fraction * (Slope + (0.5 * fraction * Curvature));
}
