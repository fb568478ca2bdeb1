using System.Text.Json.Serialization;

namespace FourA2A.ApproximateBallistics;

/// <summary>
/// Ranges in which the settings of the approximate-ballistics compressor are sought, ends included.
/// </summary>
/// <param name="MinimumThresholdDb">Lowest threshold in dB relative to full scale.</param>
/// <param name="MaximumThresholdDb">Highest threshold.</param>
/// <param name="MinimumRatio">Lowest ratio.</param>
/// <param name="MaximumRatio">Highest ratio.</param>
/// <param name="MinimumKneeDb">Narrowest knee in dB.</param>
/// <param name="MaximumKneeDb">Widest knee.</param>
/// <param name="MinimumMakeUpDb">Lowest make-up gain in dB.</param>
/// <param name="MaximumMakeUpDb">Highest make-up gain.</param>
/// <param name="MinimumAttackMs">Shortest attack in ms; below one frame (0.23 ms at 44.1 kHz) an average does nothing.</param>
/// <param name="MaximumAttackMs">Longest attack.</param>
/// <param name="MinimumReleaseMs">Shortest release in ms.</param>
/// <param name="MaximumReleaseMs">Longest release.</param>
/// <param name="MinimumSmoothingMs">Shortest smoothing in ms.</param>
/// <param name="MaximumSmoothingMs">Longest smoothing.</param>
public sealed record ApproximateRanges(
    double MinimumThresholdDb,
    double MaximumThresholdDb,
    double MinimumRatio,
    double MaximumRatio,
    double MinimumKneeDb,
    double MaximumKneeDb,
    double MinimumMakeUpDb,
    double MaximumMakeUpDb,
    double MinimumAttackMs,
    double MaximumAttackMs,
    double MinimumReleaseMs,
    double MaximumReleaseMs,
    double MinimumSmoothingMs,
    double MaximumSmoothingMs)
{
    /// <summary>Ranges that hold every published setting, true or learned, with room around it.</summary>
    public static ApproximateRanges Default { get; } = new(-60, 0, 1, 20, 0, 24, -24, 24, 0.5, 100, 5, 1000, 0.5, 100);

    /// <summary>The lower ends, in the order of <see cref="ApproximateParameters.Names"/>.</summary>
    [JsonIgnore]
    public ApproximateParameters Minimum => new(MinimumThresholdDb, MinimumRatio, MinimumKneeDb, MinimumMakeUpDb, MinimumAttackMs, MinimumReleaseMs, MinimumSmoothingMs);

    /// <summary>The upper ends.</summary>
    [JsonIgnore]
    public ApproximateParameters Maximum => new(MaximumThresholdDb, MaximumRatio, MaximumKneeDb, MaximumMakeUpDb, MaximumAttackMs, MaximumReleaseMs, MaximumSmoothingMs);
}
