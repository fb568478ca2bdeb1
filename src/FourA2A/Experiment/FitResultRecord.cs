using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FourA2A.Compressor;

namespace FourA2A.Experiment;

/// <summary>
/// The result of a fit of the one-pole model by Newton's method.
/// </summary>
public sealed record FitResultRecord : ResultRecord
{
    /// <summary>A result without its fields.</summary>
    public FitResultRecord()
        : base(ModelNames.OnePole)
    {
    }

    /// <summary>The settings found.</summary>
    [JsonPropertyOrder(Settings)]
    public required CompressorParameters Parameters { get; init; }

    /// <summary>The start that the settings go back to: 0 for the first, n for the n-th after it.</summary>
    [JsonPropertyOrder(Details)]
    public int Attempt { get; init; }

    /// <summary>Which second derivatives were used: <c>exact</c> or <c>gauss-newton</c>.</summary>
    [JsonPropertyOrder(Details)]
    public required string Hessian { get; init; }

    /// <summary>Correlations between the parameters.</summary>
    [JsonPropertyOrder(Details)]
    public required NamedMatrix Correlations { get; init; }

    /// <summary>Where the fit started.</summary>
    [JsonPropertyOrder(Details)]
    public required CompressorParameters Start { get; init; }

    /// <summary>Ranges that the parameters were sought in.</summary>
    [JsonPropertyOrder(Details)]
    public required ParameterRanges Ranges { get; init; }

    /// <summary>One row for each start and one for each accepted step.</summary>
    [JsonPropertyOrder(Last)]
    public required ImmutableArray<IterationRow> IterationRecords { get; init; }
}
