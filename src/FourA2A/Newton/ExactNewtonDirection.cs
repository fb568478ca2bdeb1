using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// Newton's step on the exact Hessian with its eigenvalues made safely positive: each is replaced by its magnitude,
/// and by a small positive number where that is near zero. A direction of negative curvature is then walked downhill
/// as far as its curvature is strong.
/// </summary>
/// <remarks>
/// Eigenvalues are those of <c>H_ij / sqrt(G_ii G_jj)</c>, in which 1 is the curvature of the Gauss-Newton model.
/// </remarks>
public sealed class ExactNewtonDirection : INewtonDirection
{
    // A curvature 1e-8 of the Gauss-Newton one is not known to any digit, least of all its sign.
    private const double SmallestEigenvalue = 1e-8;

    /// <inheritdoc/>
    public EvaluationOrder Order => EvaluationOrder.ExactHessian;

    /// <inheritdoc/>
    public NewtonStep Compute(Evaluation evaluation, double damping, Vector<double>? bounds = null)
        => MarquardtScaling.Step(
            evaluation.Gradient!,
            evaluation.Hessian!,
            MarquardtScaling.Scales(evaluation.GaussNewton!),
            value => Math.Max(Math.Abs(value), SmallestEigenvalue),
            damping,
            bounds);
}
