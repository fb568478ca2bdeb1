using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.Experiment;

/// <summary>
/// What is left of a fit whose engine failed, as it is written: the best settings so far, from which another fit can start, and the steps.
/// </summary>
public sealed record UnfinishedFitRecord
{
    /// <summary>Version of the format.</summary>
    public int Version { get; } = ParameterFile.Version;

    /// <summary>Version of the program that wrote it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The settings of the step with the lowest loss relative to its target.</summary>
    public required CompressorParameters Parameters { get; init; }

    /// <summary>Delay between the files at that step in samples; wet later than dry counts positive.</summary>
    public required double DelaySamples { get; init; }

    /// <summary>Always <c>engineFailed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What failed, in a sentence.</summary>
    public required string StatusReason { get; init; }

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>One row for each start and one for each accepted step.</summary>
    public required ImmutableArray<IterationRow> IterationRecords { get; init; }
}
