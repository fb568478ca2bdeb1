using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// The Gauss-Newton step with Marquardt's scaling, <c>p = -(G + damping diag(G))^-1 g</c>, <c>G = 2 J^T J</c>.
/// </summary>
public sealed class GaussNewtonDirection : INewtonDirection
{
    // G has rank deficiencies that rounding hides: below this share of the unit diagonal an eigenvalue is rounding.
    private const double SmallestEigenvalue = 1e-10;

    /// <inheritdoc/>
    public EvaluationOrder Order => EvaluationOrder.GaussNewton;

    /// <inheritdoc/>
    public NewtonStep Compute(Evaluation evaluation, double damping, Vector<double>? bounds = null)
        => MarquardtScaling.Step(
            evaluation.Gradient!,
            evaluation.GaussNewton!,
            MarquardtScaling.Scales(evaluation.GaussNewton!),
            value => Math.Max(value, SmallestEigenvalue),
            damping,
            bounds);
}
