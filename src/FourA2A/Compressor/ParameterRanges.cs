namespace FourA2A.Compressor;

/// <summary>
/// Ends of the ranges that the unconstrained coordinates map into. The defaults are the published ones; units such as
/// slow optical compressors need wider ones.
/// </summary>
/// <param name="MinimumRatio">Smallest ratio.</param>
/// <param name="MaximumRatio">Largest ratio.</param>
/// <param name="MinimumAttackMs">Shortest attack in milliseconds.</param>
/// <param name="MaximumAttackMs">Longest attack in milliseconds.</param>
/// <param name="MinimumReleaseMs">Shortest release in milliseconds.</param>
/// <param name="MaximumReleaseMs">Longest release in milliseconds.</param>
public sealed record ParameterRanges(
    double MinimumRatio = 1,
    double MaximumRatio = 20,
    double MinimumAttackMs = 0.1,
    double MaximumAttackMs = 100,
    double MinimumReleaseMs = 10,
    double MaximumReleaseMs = 1000)
{
    /// <summary>The published ranges (Yu &amp; Fazekas 2025).</summary>
    public static ParameterRanges Published { get; } = new();
}
