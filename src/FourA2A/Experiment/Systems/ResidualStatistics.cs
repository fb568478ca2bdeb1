using MathNet.Numerics.Statistics;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// How large a residual in dB is, by its magnitude.
/// </summary>
/// <param name="MeanDb">Mean.</param>
/// <param name="Percentile95Db">What 95 % of it stay below, interpolated between neighbours.</param>
/// <param name="LargestDb">Largest.</param>
public sealed record ResidualStatistics(double MeanDb, double Percentile95Db, double LargestDb)
{
    /// <summary>
    /// The figures of a residual; NaN where it holds no number.
    /// </summary>
    /// <param name="residualDb">The residual; what is not finite does not count.</param>
    public static ResidualStatistics Of(IEnumerable<double> residualDb)
    {
        double[] magnitudes = [.. residualDb.Where(double.IsFinite).Select(Math.Abs)];
        if (magnitudes.Length == 0)
        {
            return new(double.NaN, double.NaN, double.NaN);
        }

        Array.Sort(magnitudes);
        return new(magnitudes.Average(), SortedArrayStatistics.Quantile(magnitudes, 0.95), magnitudes[^1]);
    }
}
