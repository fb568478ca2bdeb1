using FourA2A.Metrics;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// How large a <see cref="LoudnessResidual"/> is, by its magnitude.
/// </summary>
/// <param name="MeanDb">Mean.</param>
/// <param name="Percentile95Db">95th percentile.</param>
/// <param name="LargestDb">Largest.</param>
public sealed record ResidualStatistics(double MeanDb, double Percentile95Db, double LargestDb)
{
    /// <summary>The figures of a residual.</summary>
    public static ResidualStatistics Of(LoudnessResidual residual)
    {
        ArgumentNullException.ThrowIfNull(residual);
        return new(residual.MeanAbsoluteDb, residual.Percentile95Db, residual.LargestDb);
    }
}
