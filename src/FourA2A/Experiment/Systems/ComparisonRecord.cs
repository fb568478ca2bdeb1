using System.Collections.Immutable;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Both systems on one pair, as it is written to <c>comparison.json</c>: field names in camel case, units in the names, numbers that are
/// not finite as null.
/// </summary>
public sealed record ComparisonRecord
{
    /// <summary>The version that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Version of the program that wrote it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The files.</summary>
    public required InputRecords Inputs { get; init; }

    /// <summary>Samples per second.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples that were compared.</summary>
    public required long SampleCount { get; init; }

    /// <summary>1, or -1 where the wet file is inverted.</summary>
    public required int Polarity { get; init; }

    /// <summary>Share of the loudness curve that lies in attack passages of the approximate-ballistics fit, 0..1.</summary>
    public required double AttackShare { get; init; }

    /// <summary>One row a system.</summary>
    public required ImmutableArray<SystemRow> Systems { get; init; }

    /// <summary>The row of a model.</summary>
    public SystemRow Of(string model) => Systems.Single(row => row.Model == model);

    /// <summary>How many times as long the approximate-ballistics fit took as the one-pole fit.</summary>
    public double TimeRatio => Of(ModelNames.ApproximateBallistics).Seconds / Of(ModelNames.OnePole).Seconds;
}
