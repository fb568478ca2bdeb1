using System.Collections.Immutable;
using FourA2A.Audio;
using MathNet.Numerics.Statistics;

namespace FourA2A.Metrics;

/// <summary>
/// How far the <see cref="LoudnessCurve"/> of an estimate is from that of its target. The figures are over the windows whose target
/// lies within 50 dB of its loudest window, or a part of them; NaN if there are none.
/// </summary>
/// <param name="MeanAbsoluteDb">Mean of the magnitudes of the differences.</param>
/// <param name="Percentile95Db">95th percentile of the magnitudes, between two of them as in a median-unbiased estimate.</param>
/// <param name="LargestDb">Largest magnitude.</param>
public sealed record LoudnessResidual(double MeanAbsoluteDb, double Percentile95Db, double LargestDb)
{
    /// <summary>Estimate less target of every window, in dB.</summary>
    internal ImmutableArray<double> DifferencesDb { get; init; } = [];

    /// <summary>Windows that the figures are over.</summary>
    internal int WindowCount { get; init; }

    /// <summary>
    /// The residual of two signals.
    /// </summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="target">The target, of the same rate and length.</param>
    /// <param name="isCounted">Whether the window around a time in seconds counts for the figures; null for all.</param>
    /// <exception cref="ArgumentException">Rates or lengths differ.</exception>
    public static LoudnessResidual Between(ISignal estimate, ISignal target, Func<double, bool>? isCounted = null)
    {
        SignalGuard.ThrowIfNotAlike(estimate, target);
        return Between(LoudnessCurve.Measure(estimate), LoudnessCurve.Measure(target), isCounted);
    }

    /// <summary>
    /// The residual of two curves that are at hand.
    /// </summary>
    /// <param name="estimate">The curve of the estimate.</param>
    /// <param name="target">That of the target, of as many windows.</param>
    /// <param name="isCounted">Whether the window around a time in seconds counts for the figures; null for all.</param>
    /// <exception cref="ArgumentException">The numbers of windows differ.</exception>
    public static LoudnessResidual Between(LoudnessCurve estimate, LoudnessCurve target, Func<double, bool>? isCounted = null)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(target);
        var (found, expected) = (estimate.LevelsDb, target.LevelsDb);
        if (found.Length != expected.Length)
        {
            throw new ArgumentException($"Expected {expected.Length} windows, found {found.Length}.", nameof(estimate));
        }

        var lowest = target.LowestCountedDb;
        ImmutableArray<double> differences = [.. found.Zip(expected, (a, b) => a - b)];
        var counted = Enumerable.Range(0, differences.Length)
            .Where(window => expected[window] >= lowest && (isCounted?.Invoke(LoudnessCurve.SecondsOf(window)) ?? true))
            .Select(window => Math.Abs(differences[window]))
            .ToArray();
        return new(ArrayStatistics.Mean(counted), ArrayStatistics.QuantileInplace(counted, 0.95), ArrayStatistics.Maximum(counted))
        {
            DifferencesDb = differences,
            WindowCount = counted.Length,
        };
    }
}
