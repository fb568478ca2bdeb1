namespace FourA2A.Compressor;

/// <summary>
/// First stage of the side chain: the level of a sample, without smoothing.
/// </summary>
public static class Level
{
    /// <summary>
    /// <c>L = 20 log10(max(|x|, 1e-8))</c> in dB relative to full scale: never below -160 dB.
    /// </summary>
    public static double Db(double sample)
        => Decibels.FromAmplitude(double.Max(double.Abs(sample), ModelConstants.LevelFloor));
}
