using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// A step p and what the quadratic model <c>q(p) = L + g^T p + p^T B p / 2</c> says about it.
/// </summary>
/// <param name="Step">The step p, n entries.</param>
/// <param name="Slope"><c>g^T p</c>, negative for a descent direction.</param>
/// <param name="Curvature"><c>p^T B p</c> without damping, at least 0.</param>
/// <param name="Undamped">The step without damping or bounds, <c>-B^-1 g</c>.</param>
/// <param name="Decrement"><c>g^T B^-1 g / 2</c>: by how much the loss could fall if the model held everywhere.</param>
public sealed record NewtonStep(Vector<double> Step, double Slope, double Curvature, Vector<double> Undamped, double Decrement)
{
    /// <summary>
    /// Decrease of the loss that the model predicts for the fraction <paramref name="fraction"/> of the step.
    /// </summary>
    public double PredictedDecrease(double fraction) => -fraction * (Slope + (0.5 * fraction * Curvature));

    /// <summary>
    /// The same direction, shortened until no entry exceeds its bound.
    /// </summary>
    /// <param name="bounds">Largest magnitude of each entry, n positive entries.</param>
    public NewtonStep Within(Vector<double> bounds)
    {
        var excess = Step.PointwiseDivide(bounds).AbsoluteMaximum();
        return excess <= 1
            ? this
            : new(Step / excess, Slope / excess, Curvature / (excess * excess), Undamped, Decrement);
    }
}
