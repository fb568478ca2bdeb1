using System.Collections.Immutable;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// What one system makes of a pair of recordings, measured like the other's: over the whole file, at one delay and polarity.
/// </summary>
public sealed record SystemRow
{
    /// <summary>The model: <c>one-pole</c> or <c>approximate-ballistics</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Its settings.</summary>
    public required ModelSettings Settings { get; init; }

    /// <summary>Delay of the wet file in samples that it was fitted and measured at, positive if later.</summary>
    public required double DelaySamples { get; init; }

    /// <summary>Error-to-signal ratio.</summary>
    public required double Esr { get; init; }

    /// <summary>Loudness dynamic range of the estimate less that of the target, in dB; above 0 the estimate is less compressed.</summary>
    public required double LoudnessDynamicRangeDifferenceDb { get; init; }

    /// <summary>Multi-scale spectrogram loss.</summary>
    public required double SpectrogramLoss { get; init; }

    /// <summary>Residual of the loudness curve, estimate less target.</summary>
    public required ResidualStatistics Loudness { get; init; }

    /// <summary>The same outside the attack passages of the approximate-ballistics fit.</summary>
    public required ResidualStatistics LoudnessOutsideAttack { get; init; }

    /// <summary>Wall-clock time of loading and fitting, in seconds; measuring, which is the same for both, is not in it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Accepted Newton steps of all runs, or steps of Adam.</summary>
    public required int Iterations { get; init; }

    /// <summary>How the fit ended, in one word.</summary>
    public required string Status { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string StatusReason { get; init; }

    /// <summary>Settings that the recordings do not determine, of approximate ballistics those that do nothing at the end of the fit or never did.</summary>
    public ImmutableArray<string> Undetermined { get; init => field = value.IsDefault ? [] : value; } = [];
}
