using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Reporting;

/// <summary>
/// A number that a fit finds, with its names.
/// </summary>
/// <param name="Name">For people.</param>
/// <param name="Unit">For people.</param>
/// <param name="Field">In JSON.</param>
/// <param name="Column">In tables.</param>
/// <param name="Setting">Its value in the model's settings; null for the delay, which is none of them.</param>
internal sealed record FittedParameter(string Name, string Unit, string Field, string Column, Func<CompressorParameters, double>? Setting)
{
    /// <summary>All of them, in the order of the signal path.</summary>
    public static ImmutableArray<FittedParameter> All { get; } =
    [
        new("threshold", "dB", "thresholdDb", "threshold_db", parameters => parameters.ThresholdDb),
        new("ratio", "to 1", "ratio", "ratio", parameters => parameters.Ratio),
        new("attack", "ms", "attackMs", "attack_ms", parameters => parameters.AttackMs),
        new("release", "ms", "releaseMs", "release_ms", parameters => parameters.ReleaseMs),
        new("make-up", "dB", "makeUpDb", "make_up_db", parameters => parameters.MakeUpDb),
        new("delay", "samples", CompressorFit.DelayName, "delay_samples", null),
    ];

    /// <summary>Whether it is a setting of the model.</summary>
    public bool IsSetting => Setting is not null;

    /// <summary>Name and unit.</summary>
    public string Heading => $"{Name}, {Unit}";

    /// <summary>Its value in a fit.</summary>
    public double In(FitResultRecord fit) => Setting?.Invoke(fit.Parameters) ?? fit.DelaySamples;

    /// <summary>Its standard error in a fit; NaN where it has none.</summary>
    public double ErrorIn(FitResultRecord fit) => fit.StandardErrors.GetValueOrDefault(Field) ?? double.NaN;

    /// <summary>Whether the recordings leave it undetermined.</summary>
    public bool IsUndetermined(FitResultRecord fit) => fit.NotIdentifiable.Contains(Field, StringComparer.Ordinal);
}
