using System.Globalization;
using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Newton;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// What a comparison was asked for, as it stands in <c>request.json</c>: all that decides what is found.
/// </summary>
public sealed record ComparisonOptions
{
    /// <summary>The version that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The files.</summary>
    public required InputRecords Inputs { get; init; }

    /// <summary>A delay in samples to keep, wet later than dry positive; null to estimate it and refine it with the one-pole fit.</summary>
    public double? DelaySamples { get; init; }

    /// <summary>Where the one-pole fit seeks.</summary>
    public ParameterRanges OnePoleRanges { get; init; } = ParameterRanges.Published;

    /// <summary>Second derivatives of the one-pole fit.</summary>
    public HessianKind Hessian { get; init; } = HessianKind.Fused;

    /// <summary>Where the approximate-ballistics fit seeks.</summary>
    public ApproximateRanges ApproximateRanges { get; init; } = ApproximateRanges.Default;

    /// <summary>Most iterations of the approximate-ballistics fit.</summary>
    public int MaximumIterations { get; init; } = new ApproximateFitOptions().MaximumIterations;

    /// <summary>Iterations without a new lowest loss after which it ends.</summary>
    public int Patience { get; init; } = new ApproximateFitOptions().Patience;

    /// <summary>Longest recording in seconds that it looks at as a whole; of a longer one a passage of that length.</summary>
    public double ExcerptSeconds { get; init; } = new ApproximateFitOptions().Seconds;

    /// <summary>
    /// The first option that another comparison was asked for otherwise, with what each has; null if they are alike.
    /// </summary>
    public (string Option, string Own, string Other)? DifferenceFrom(ComparisonOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RunFolder.Difference(InWords(), other.InWords());
    }

    private IEnumerable<(string Name, string Value)> InWords() =>
    [
        ("version", $"{Version}"),
        ("dry recording", $"{Inputs.Dry.Channel} of {Inputs.Dry.Path} with SHA-256 {Inputs.Dry.Sha256}"),
        ("wet recording", $"{Inputs.Wet.Channel} of {Inputs.Wet.Path} with SHA-256 {Inputs.Wet.Sha256}"),
        ("delay", DelaySamples is { } delay ? string.Create(CultureInfo.InvariantCulture, $"{delay:R} samples") : "estimated"),
        ("ranges of the one-pole model", $"{OnePoleRanges}"),
        ("second derivatives", Hessian.Word()),
        ("ranges of approximate ballistics", $"{ApproximateRanges}"),
        ("most iterations", $"{MaximumIterations}"),
        ("patience", $"{Patience}"),
        ("excerpt", string.Create(CultureInfo.InvariantCulture, $"{ExcerptSeconds:R} s")),
    ];
}
