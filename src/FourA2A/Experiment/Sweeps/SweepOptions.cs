using System.Globalization;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Newton;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// What a sweep was asked for, as it stands in <c>sweep.json</c>: all that decides what is found, and what the data set says of itself.
/// </summary>
public sealed record SweepOptions
{
    /// <summary>The version that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Full path of the data set's folder.</summary>
    public required string DataSet { get; init; }

    /// <summary>
    /// What a simulated data set says of itself, as read when the sweep began; null for recordings. Not asked for, so
    /// <see cref="DifferenceFrom"/> leaves it out.
    /// </summary>
    public string? Simulation { get; init; }

    /// <summary>Which of its recordings.</summary>
    public DataSetSelection Selection { get; init; } = new();

    /// <summary>A delay in samples to keep, wet later than dry positive; null to estimate it and refine it with the fit.</summary>
    public double? DelaySamples { get; init; }

    /// <summary>Ranges of ratio, attack and release.</summary>
    public ParameterRanges Ranges { get; init; } = ParameterRanges.Published;

    /// <summary>Second derivatives of the Newton steps.</summary>
    public HessianKind Hessian { get; init; } = HessianKind.Fused;

    /// <summary>Random starts that each setting is fitted from once more, to see where they end.</summary>
    public int RandomStarts { get; init; }

    /// <summary>The recordings, one for every setting.</summary>
    /// <inheritdoc cref="SignalTrainDataSet.Select" path="/exception"/>
    public SignalTrainDataSet OpenDataSet() => SignalTrainDataSet.Open(DataSet).Select(Selection);

    /// <summary>What a fit is told; where it starts is up to the sweep.</summary>
    public FitOptions ToFitOptions() => new() { Ranges = Ranges, Hessian = Hessian };

    /// <summary>
    /// The first option that another sweep was asked for otherwise, with what each has; null if they are alike.
    /// </summary>
    public (string Option, string Own, string Other)? DifferenceFrom(SweepOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RunFolder.Difference(InWords(), other.InWords());
    }

    private IEnumerable<(string Name, string Value)> InWords() =>
    [
        ("version", $"{Version}"),
        ("data set", DataSet),
        ("selection", $"{Selection}"),
        ("delay", DelaySamples is { } delay ? string.Create(CultureInfo.InvariantCulture, $"{delay:R} samples") : "estimated"),
        ("range of the ratio", Range(Ranges.MinimumRatio, Ranges.MaximumRatio)),
        ("range of the attack", Range(Ranges.MinimumAttackMs, Ranges.MaximumAttackMs)),
        ("range of the release", Range(Ranges.MinimumReleaseMs, Ranges.MaximumReleaseMs)),
        ("second derivatives", Hessian.Word()),
        ("random starts", $"{RandomStarts}"),
    ];

    private static string Range(double from, double to) => string.Create(CultureInfo.InvariantCulture, $"{from:R}:{to:R}");
}
