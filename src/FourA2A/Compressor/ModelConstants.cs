namespace FourA2A.Compressor;

/// <summary>
/// Constants of the published model that more than one stage, engine or metric needs.
/// </summary>
public static class ModelConstants
{
    /// <summary>Smallest amplitude the level stage distinguishes: <c>L = 20 log10(max(|x|, 1e-8))</c>.</summary>
    public const double LevelFloor = 1e-8;

    /// <summary>Pole of the pre-emphasis <c>P(q) = (1 - q^-1) / (1 - 0.995 q^-1)</c>.</summary>
    public const double PreEmphasisPole = 0.995;

    /// <summary>k = ln 10 / 20: natural logarithm of the amplitude ratio of 1 dB.</summary>
    public const double NepersPerDecibel = 0.11512925464970228420089957273422;
}
