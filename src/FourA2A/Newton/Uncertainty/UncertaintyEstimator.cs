using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton.Uncertainty;

/// <summary>
/// Standard errors of a least-squares fit from the curvature of its loss: <c>Cov = 2 sigma^2 C^-1</c> with
/// <c>C = 2 J^T J</c> and residual variance <c>sigma^2</c>, moved to physical units by a diagonal Jacobian.
/// </summary>
/// <remarks>
/// Assumed: the residual is white noise. What a model leaves of a real recording is correlated from sample to sample, with
/// the programme and with the Jacobian; the errors are then too small, and say which parameters are determined better
/// than others rather than how far each is from the truth.
/// </remarks>
public static class UncertaintyEstimator
{
    // Eigenvalues of C_ij / sqrt(C_ii C_jj): two columns of the Jacobian that differ by less than 1e-5 of their length
    // cannot be told apart by an engine that computes in float.
    private const double SmallestEigenvalue = 1e-10;

    // A parameter takes part in a flat direction if it moves noticeably along it.
    private const double SmallestShare = 0.05;

    /// <summary>
    /// Estimates the errors.
    /// </summary>
    /// <param name="names">Names of the n parameters.</param>
    /// <param name="curvature"><c>2 J^T J</c> in the coordinates of the fit, n x n.</param>
    /// <param name="jacobian">Physical units per unit of each coordinate, n entries.</param>
    /// <param name="residualVariance">Variance of a residual sample.</param>
    /// <param name="limits">Largest standard error with which each parameter still counts as determined, n entries.</param>
    public static UncertaintyEstimate Estimate(
        ImmutableArray<string> names,
        Matrix<double> curvature,
        Vector<double> jacobian,
        double residualVariance,
        Vector<double> limits)
    {
        var scales = MarquardtScaling.Scales(curvature);
        var eigen = MarquardtScaling.Scale(curvature, scales).Evd(Symmetricity.Symmetric);
        var flat = new bool[names.Length];
        var covariance = Matrix<double>.Build.Dense(names.Length, names.Length);
        for (var k = 0; k < names.Length; k++)
        {
            var direction = eigen.EigenVectors.Column(k);
            if (eigen.EigenValues[k].Real > SmallestEigenvalue)
            {
                covariance += direction.OuterProduct(direction) / eigen.EigenValues[k].Real;
                continue;
            }

            for (var i = 0; i < flat.Length; i++)
            {
                flat[i] |= Math.Abs(direction[i]) >= SmallestShare;
            }
        }

        var units = jacobian.PointwiseDivide(scales);
        var errors = Vector<double>.Build.Dense(
            names.Length,
            i => flat[i] ? double.PositiveInfinity : Math.Abs(units[i]) * Math.Sqrt(2 * residualVariance * covariance[i, i]));
        var correlations = Matrix<double>.Build.Dense(names.Length, names.Length, (i, j) =>
            flat[i] || flat[j] ? double.NaN
            : i == j ? 1
            : Math.Sign(units[i] * units[j]) * covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]));
        return new(
            names,
            errors,
            correlations,
            [.. names.Where((_, i) => !(errors[i] <= limits[i]))],
            residualVariance);
    }
}
