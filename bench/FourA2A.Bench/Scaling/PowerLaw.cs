using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Scaling;

/// <summary>
/// Least squares of <c>log time = c + e log size</c>.
/// </summary>
/// <param name="Exponent">e.</param>
/// <param name="StandardError">Of e: <c>sqrt(sum of squared residuals / (n - 2) / sum (log size - mean)^2)</c>; NaN of fewer than three points.</param>
internal sealed record PowerLaw(double Exponent, double StandardError)
{
    public static PowerLaw Fit(IEnumerable<double> sizes, IEnumerable<double> times)
    {
        double[] x = [.. sizes.Select(size => Math.Log(size))];
        double[] y = [.. times.Select(time => Math.Log(time))];
        var (intercept, slope) = MathNet.Numerics.Fit.Line(x, y);
        var residuals = x.Zip(y, (xi, yi) => yi - intercept - (slope * xi)).Sum(residual => residual * residual);
        return new(slope, x.Length > 2 ? Math.Sqrt(residuals / (x.Length - 2) / (x.PopulationVariance() * x.Length)) : double.NaN);
    }
}
