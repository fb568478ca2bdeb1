using System.Runtime.Intrinsics;
using FourA2A.Compressor;

namespace FourA2A.ApproximateBallistics;

/// <summary>
/// First part of the side chain: the level of each frame's window,
/// <c>L[k] = 10 log10(max(mean of x^2, 1e-16))</c> in dB relative to full scale. It depends on no setting.
/// </summary>
public static class RmsLevel
{
    /// <summary>
    /// The levels of all frames of a signal.
    /// </summary>
    /// <param name="samples">The signal, finite.</param>
    /// <param name="grid">Where its frames lie.</param>
    /// <returns><see cref="FrameGrid.FrameCount"/> levels in dB.</returns>
    public static double[] Measure(ReadOnlySpan<float> samples, FrameGrid grid)
    {
        var levels = new double[grid.FrameCount(samples.Length)];
        for (var k = 0; k < levels.Length; k++)
        {
            levels[k] = Decibels.FromMeanSquare(MeanSquare(samples.Slice(k * grid.Hop, grid.Window)));
        }

        return levels;
    }

    /// <summary>
    /// The mean of x^2. To the bit the same wherever the window lies in memory.
    /// </summary>
    /// <param name="window">At least one sample.</param>
    internal static double MeanSquare(ReadOnlySpan<float> window)
    {
        var lowerSums = Vector256<double>.Zero;
        var upperSums = Vector256<double>.Zero;
        var n = 0;
        for (; n <= window.Length - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(window[n..]));
            lowerSums += lower * lower;
            upperSums += upper * upper;
        }

        var sum = Vector256.Sum(lowerSums + upperSums);
        for (; n < window.Length; n++)
        {
            sum += (double)window[n] * window[n];
        }

        return sum / window.Length;
    }
}
