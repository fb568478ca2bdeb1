using System.Collections.Immutable;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// A number of a <see cref="SystemRow"/>, with its names.
/// </summary>
/// <param name="Label">Name and unit for people.</param>
/// <param name="Column">The same in tables.</param>
/// <param name="Decimals">How many decimals people care for.</param>
/// <param name="Value">The number as it stands in tables; NaN where the model lacks it.</param>
/// <param name="Scale">What people want it multiplied with.</param>
public sealed record SystemFigure(string Label, string Column, int Decimals, Func<SystemRow, double> Value, double Scale = 1)
{
    /// <summary>The number that people want; null where the model lacks it.</summary>
    public double? Shown(SystemRow row) => double.IsNaN(Value(row)) ? null : Scale * Value(row);

    /// <summary>All of them, in the order of tables.</summary>
    public static ImmutableArray<SystemFigure> All { get; } =
    [
        new("threshold, dB", "threshold_db", 3, row => row.Settings.ThresholdDb),
        new("ratio, to 1", "ratio", 3, row => row.Settings.Ratio),
        new("knee, dB", "knee_db", 3, row => row.Settings.KneeDb ?? double.NaN),
        new("attack, ms", "attack_ms", 3, row => row.Settings.AttackMs),
        new("release, ms", "release_ms", 3, row => row.Settings.ReleaseMs),
        new("smoothing, ms", "smoothing_ms", 3, row => row.Settings.SmoothingMs ?? double.NaN),
        new("make-up, dB", "make_up_db", 3, row => row.Settings.MakeUpDb),
        new("delay, samples", "delay_samples", 3, row => row.DelaySamples),
        new("ESR, %", "esr", 4, row => row.Esr, Scale: 100),
        new("dLDR, dB", "delta_ldr_db", 3, row => row.LoudnessDynamicRangeDifferenceDb),
        new("spectrogram loss", "spectrogram_loss", 4, row => row.SpectrogramLoss),
        new("loudness residual, dB: mean", "loudness_mean_db", 3, row => row.Loudness.MeanDb),
        new("95 % below", "loudness_p95_db", 3, row => row.Loudness.Percentile95Db),
        new("largest", "loudness_largest_db", 3, row => row.Loudness.LargestDb),
        new("outside attack, dB: mean", "outside_attack_mean_db", 3, row => row.LoudnessOutsideAttack.MeanDb),
        new("95 % below, outside attack", "outside_attack_p95_db", 3, row => row.LoudnessOutsideAttack.Percentile95Db),
        new("largest, outside attack", "outside_attack_largest_db", 3, row => row.LoudnessOutsideAttack.LargestDb),
        new("time, s", "seconds", 2, row => row.Seconds),
        new("iterations", "iterations", 0, row => row.Iterations),
    ];
}
