using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FourA2A.ApproximateBallistics;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// The result of a fit of the approximate-ballistics model by Adam. The spectrogram loss gives no standard errors: there are none.
/// </summary>
public sealed record ApproximateResultRecord : ResultRecord
{
    /// <summary>A result without its fields.</summary>
    public ApproximateResultRecord()
        : base(ModelNames.ApproximateBallistics)
    {
    }

    /// <summary>The settings found: those of the lowest loss.</summary>
    [JsonPropertyOrder(Settings)]
    public required ApproximateParameters Parameters { get; init; }

    /// <summary>Multi-scale spectrogram loss over the whole file at that delay.</summary>
    [JsonPropertyOrder(Settings)]
    public required double SpectrogramLoss { get; init; }

    /// <summary>Where the fit started.</summary>
    [JsonPropertyOrder(Details)]
    public required ApproximateParameters Start { get; init; }

    /// <summary>Ranges that the settings were sought in.</summary>
    [JsonPropertyOrder(Details)]
    public required ApproximateRanges Ranges { get; init; }

    /// <summary>The part of the recordings that was fitted; all scores are of the whole.</summary>
    [JsonPropertyOrder(Details)]
    public required Excerpt Excerpt { get; init; }

    /// <summary>Every hundredth iteration, and the one of the lowest loss; losses are those of the excerpt.</summary>
    [JsonPropertyOrder(Last)]
    public required ImmutableArray<ApproximateIterationRow> IterationRecords { get; init; }
}
