using System.Globalization;

namespace FourA2A.Audio;

/// <summary>
/// Which recordings of a data set are wanted; by default all.
/// </summary>
public sealed record DataSetSelection
{
    /// <summary>The mode switch; null for both modes.</summary>
    public LevellingMode? Mode { get; init; }

    /// <summary>Lowest position of the peak reduction knob, itself included.</summary>
    public double LowestPeakReduction { get; init; }

    /// <summary>Highest position of the peak reduction knob, itself included.</summary>
    public double HighestPeakReduction { get; init; } = 100;

    /// <summary>Take in the target's name, <c>2c</c> or <c>3c</c>; null for both.</summary>
    public string? Take { get; init; }

    /// <summary>Folder <c>Train</c>, <c>Test</c> or <c>Val</c>; null for all.</summary>
    public string? Subset { get; init; }

    /// <summary>Whether a pair is among them.</summary>
    public bool Contains(SignalTrainPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return (Mode is null || pair.Mode == Mode)
            && pair.PeakReduction >= LowestPeakReduction
            && pair.PeakReduction <= HighestPeakReduction
            && (Take is null || string.Equals(pair.Take, Take, StringComparison.OrdinalIgnoreCase))
            && (Subset is null || string.Equals(pair.Subset, Subset, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The selection in words: <c>limit, peak reduction 40 to 60, take 3c</c>.</summary>
    public override string ToString()
        => string.Join(
            ", ",
            new[]
            {
                Mode is { } mode ? UnitSetting.Word(mode) : null,
                string.Create(CultureInfo.InvariantCulture, $"peak reduction {LowestPeakReduction} to {HighestPeakReduction}"),
                Take is null ? null : $"take {Take}",
                Subset is null ? null : $"subset {Subset}",
            }.Where(part => part is not null));
}
