using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.Experiment;

/// <summary>
/// The result of a fit as it is written to <c>result.json</c>: field names in camel case, units in the names, numbers
/// that are not finite as null.
/// </summary>
public sealed record FitResultRecord
{
    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = ParameterFile.Version;

    /// <summary>Version of the program that wrote it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The settings found.</summary>
    public required CompressorParameters Parameters { get; init; }

    /// <summary>Delay between the files in samples; wet later than dry counts positive.</summary>
    public required double DelaySamples { get; init; }

    /// <summary>1, or -1 where the wet file is inverted.</summary>
    public required int Polarity { get; init; }

    /// <summary>Error-to-signal ratio over the whole file at that delay.</summary>
    public required double Esr { get; init; }

    /// <summary>The same with the wet file as recorded.</summary>
    public required double EsrUnaligned { get; init; }

    /// <summary>Loudness dynamic range of the model's output less that of the wet file, in dB; above 0 the model compresses less.</summary>
    public required double LoudnessDynamicRangeDifferenceDb { get; init; }

    /// <summary>How the run ended, in one word.</summary>
    public required string Status { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string StatusReason { get; init; }

    /// <summary>Accepted steps of all runs together.</summary>
    public required int Iterations { get; init; }

    /// <summary>Evaluations of the objective of all runs together.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Starts after the first: out of an edge of the ranges or a poor minimum, or to confirm a good one.</summary>
    public required int Restarts { get; init; }

    /// <summary>The start that the settings go back to: 0 for the first, n for the n-th after it.</summary>
    public int Attempt { get; init; }

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Which second derivatives were used: <c>exact</c> or <c>gauss-newton</c>.</summary>
    public required string Hessian { get; init; }

    /// <summary>Wall-clock time from file to result in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where that time went.</summary>
    public required FitTimes Times { get; init; }

    /// <summary>
    /// Standard error of each parameter and of the delay, by name, in the unit of the name; null where not identifiable.
    /// </summary>
    public required IReadOnlyDictionary<string, double?> StandardErrors { get; init; }

    /// <summary>Correlations between the parameters.</summary>
    public required NamedMatrix Correlations { get; init; }

    /// <summary>Names of the parameters that the recordings do not determine.</summary>
    public required ImmutableArray<string> NotIdentifiable { get; init; }

    /// <summary>Where the fit started.</summary>
    public required CompressorParameters Start { get; init; }

    /// <summary>Ranges that the parameters were sought in.</summary>
    public required ParameterRanges Ranges { get; init; }

    /// <summary>Samples per second of both files.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples that were compared.</summary>
    public required long SampleCount { get; init; }

    /// <summary>The files.</summary>
    public required InputRecords Inputs { get; init; }

    /// <summary>What a user should know about the recordings, one line each.</summary>
    public ImmutableArray<string> Findings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>One row for each start and one for each accepted step.</summary>
    public required ImmutableArray<IterationRow> IterationRecords { get; init; }
}
