namespace FourA2A.Compressor;

/// <summary>
/// Conversion between decibels and linear amplitude.
/// </summary>
public static class Decibels
{
    private const double SmallestMeanSquare = 1e-16;

    /// <summary>
    /// <c>10^(dB/20)</c>; exactly 1 at 0 dB.
    /// </summary>
    public static double ToAmplitude(double decibels) => double.Exp(ModelConstants.NepersPerDecibel * decibels);

    /// <summary>
    /// <c>20 log10(amplitude)</c>; negative infinity at 0, NaN below.
    /// </summary>
    public static double FromAmplitude(double amplitude) => 20 * double.Log10(amplitude);

    /// <summary>
    /// <c>10 log10(max(meanSquare, 1e-16))</c>: silence is at -160 dB, the square of <see cref="ModelConstants.LevelFloor"/>.
    /// </summary>
    internal static double FromMeanSquare(double meanSquare) => 10 * double.Log10(double.Max(meanSquare, SmallestMeanSquare));
}
