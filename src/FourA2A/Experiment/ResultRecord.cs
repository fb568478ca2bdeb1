using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FourA2A.Experiment;

/// <summary>
/// What the results of all models have in common, as it is written to <c>result.json</c>: field names in camel case, units in the names,
/// numbers that are not finite as null. The settings follow the first fields; what only one model has comes near the end, the iterations last.
/// </summary>
public abstract record ResultRecord
{
    /// <summary>Places in a file: the first fields, the settings, what all models have, what one has, the iterations.</summary>
    private protected const int First = -2, Settings = -1, Details = 1, Last = 2;

    private protected ResultRecord(string model) => Model = model;

    /// <summary>Version of the format.</summary>
    [JsonPropertyOrder(First)]
    public int Version { get; init; } = ParameterFile.Version;

    /// <summary>Version of the program that wrote it.</summary>
    [JsonPropertyOrder(First)]
    public required string ProgramVersion { get; init; }

    /// <summary>Name of the model: <c>one-pole</c> or <c>approximate-ballistics</c>.</summary>
    [JsonPropertyOrder(First)]
    public string Model { get; }

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

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Wall-clock time from file to result in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where that time went.</summary>
    public required FitTimes Times { get; init; }

    /// <summary>
    /// Standard error of each parameter and of the delay, by name, in the unit of the name; null where not identifiable. Empty for a loss
    /// that gives none.
    /// </summary>
    public required IReadOnlyDictionary<string, double?> StandardErrors { get; init; }

    /// <summary>Names of the parameters that the recordings do not determine.</summary>
    public required ImmutableArray<string> NotIdentifiable { get; init; }

    /// <summary>Samples per second of both files.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples that were compared.</summary>
    public required long SampleCount { get; init; }

    /// <summary>The files.</summary>
    public required InputRecords Inputs { get; init; }

    /// <summary>What a user should know about the recordings, one line each.</summary>
    public ImmutableArray<string> Findings { get; init => field = value.IsDefault ? [] : value; } = [];
}
