using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FourA2A.Experiment;

/// <summary>
/// What the results of all models have in common, as it is written to <c>result.json</c>: field names in camel case, units in the names,
/// numbers that are not finite as null. The settings follow the first fields, the iterations are last.
/// </summary>
public abstract record ResultRecord
{
    /// <summary>Places of the fields in a file: what a model adds stands between the first ones and the rest.</summary>
    private protected const int First = -1, Common = 1, Last = 2;

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
    [JsonPropertyOrder(Common)]
    public required double DelaySamples { get; init; }

    /// <summary>1, or -1 where the wet file is inverted.</summary>
    [JsonPropertyOrder(Common)]
    public required int Polarity { get; init; }

    /// <summary>Error-to-signal ratio over the whole file at that delay.</summary>
    [JsonPropertyOrder(Common)]
    public required double Esr { get; init; }

    /// <summary>The same with the wet file as recorded.</summary>
    [JsonPropertyOrder(Common)]
    public required double EsrUnaligned { get; init; }

    /// <summary>Loudness dynamic range of the model's output less that of the wet file, in dB; above 0 the model compresses less.</summary>
    [JsonPropertyOrder(Common)]
    public required double LoudnessDynamicRangeDifferenceDb { get; init; }

    /// <summary>How the run ended, in one word.</summary>
    [JsonPropertyOrder(Common)]
    public required string Status { get; init; }

    /// <summary>The same in a sentence.</summary>
    [JsonPropertyOrder(Common)]
    public required string StatusReason { get; init; }

    /// <summary>Accepted steps of all runs together.</summary>
    [JsonPropertyOrder(Common)]
    public required int Iterations { get; init; }

    /// <summary>Evaluations of the objective of all runs together.</summary>
    [JsonPropertyOrder(Common)]
    public required int Evaluations { get; init; }

    /// <summary>Starts after the first: out of an edge of the ranges or a poor minimum, or to confirm a good one.</summary>
    [JsonPropertyOrder(Common)]
    public required int Restarts { get; init; }

    /// <summary>Name of the engine.</summary>
    [JsonPropertyOrder(Common)]
    public required string Engine { get; init; }

    /// <summary>Wall-clock time from file to result in seconds.</summary>
    [JsonPropertyOrder(Common)]
    public required double Seconds { get; init; }

    /// <summary>Where that time went.</summary>
    [JsonPropertyOrder(Common)]
    public required FitTimes Times { get; init; }

    /// <summary>
    /// Standard error of each parameter and of the delay, by name, in the unit of the name; null where not identifiable. Empty for a loss
    /// that gives none.
    /// </summary>
    [JsonPropertyOrder(Common)]
    public required IReadOnlyDictionary<string, double?> StandardErrors { get; init; }

    /// <summary>Names of the parameters that the recordings do not determine.</summary>
    [JsonPropertyOrder(Common)]
    public required ImmutableArray<string> NotIdentifiable { get; init; }

    /// <summary>Samples per second of both files.</summary>
    [JsonPropertyOrder(Common)]
    public required int SampleRate { get; init; }

    /// <summary>Samples that were compared.</summary>
    [JsonPropertyOrder(Common)]
    public required long SampleCount { get; init; }

    /// <summary>The files.</summary>
    [JsonPropertyOrder(Common)]
    public required InputRecords Inputs { get; init; }

    /// <summary>What a user should know about the recordings, one line each.</summary>
    [JsonPropertyOrder(Common)]
    public ImmutableArray<string> Findings { get; init => field = value.IsDefault ? [] : value; } = [];
}
