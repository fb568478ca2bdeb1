using FourA2A.Newton.Uncertainty;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using static FourA2A.Tests.Newton.Residuals;

namespace FourA2A.Tests.Newton.Uncertainty;

public sealed class UncertaintyEstimatorTests
{
    private static readonly Vector<double> NoLimits = V(double.MaxValue, double.MaxValue);

    [Fact]
    public void Estimate_IsTheSpreadOfManyFits()
    {
        // y = a + b x with noise, fitted 4,000 times; b is reported in another unit, of the opposite sign.
        const double sigma = 0.3;
        const int samples = 40;
        const int fits = 4000;
        var random = new Random(7);
        var jacobian = Matrix<double>.Build.Dense(samples, 2, (n, j) => j == 0 ? 1 : n / (double)samples);
        var units = V(1, -50);
        var solver = (jacobian.TransposeThisAndMultiply(jacobian)).Cholesky();
        var found = Enumerable.Range(0, fits)
            .Select(_ => solver.Solve(jacobian.TransposeThisAndMultiply(
                Vector<double>.Build.DenseOfEnumerable(Normal.Samples(random, 0, sigma).Take(samples)))).PointwiseMultiply(units))
            .ToArray();

        var estimate = UncertaintyEstimator.Estimate(
            ["a", "b"], 2 * jacobian.TransposeThisAndMultiply(jacobian), units, sigma * sigma, NoLimits);

        // The spread of 4,000 fits is known to 1/sqrt(8000) = 1.1 %.
        var (a, b) = (found.Select(f => f[0]).ToArray(), found.Select(f => f[1]).ToArray());
        Assert.Equal(1, estimate.StandardError("a") / a.StandardDeviation(), 0.04);
        Assert.Equal(1, estimate.StandardError("b") / b.StandardDeviation(), 0.04);
        Assert.Equal(Correlation.Pearson(a, b), estimate.Correlations[0, 1], 0.03);
        Assert.True(estimate.Correlations[0, 1] > 0.5);
        Assert.Empty(estimate.NotIdentifiable);
    }

    [Fact]
    public void Estimate_NamesAFlatDirection()
    {
        // The first two columns of the Jacobian are the same; the third is another.
        var estimate = UncertaintyEstimator.Estimate(
            ["a", "b", "c"], M(3, 2, 4, 0, 4, 8, 0, 0, 0, 5), V(1, 1, 1), 1, V(100, 100, 100));
        Assert.Equal(["a", "b"], estimate.NotIdentifiable.ToArray());
        Assert.Equal(double.PositiveInfinity, estimate.StandardError("a"));
        Assert.Equal(Math.Sqrt(2.0 / 5), estimate.StandardError("c"), 1e-12);
        Assert.True(double.IsNaN(estimate.Correlations[0, 1]));
        Assert.Equal(1, estimate.Correlations[2, 2]);
    }

    [Fact]
    public void Estimate_NamesWhatHasNoInfluence()
    {
        var estimate = UncertaintyEstimator.Estimate(["a", "b"], M(2, 0, 0, 0, 3), V(1, 1), 1, NoLimits);
        Assert.Equal(["a"], estimate.NotIdentifiable.ToArray());
        Assert.True(double.IsFinite(estimate.StandardError("b")));
    }

    [Fact]
    public void Estimate_NamesWhatIsKnownTooPoorly()
    {
        var estimate = UncertaintyEstimator.Estimate(["a", "b"], M(2, 2, 0, 0, 2), V(1, 10), 1, V(2, 2));
        Assert.Equal(["b"], estimate.NotIdentifiable.ToArray());
        Assert.Equal(10, estimate.StandardError("b"), 1e-12);
    }
}
