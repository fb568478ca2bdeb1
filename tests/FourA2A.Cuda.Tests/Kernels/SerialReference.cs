using FourA2A.Compressor;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// What each kernel computes, sample after sample in double: read these to know what the kernels must do.
/// </summary>
internal static class SerialReference
{
    /// <summary>
    /// One-pole with a multiplier for each sample, <c>y[n] = A[n] y[n∓1] + b[n]</c> from zero, and the scale of its rounding errors,
    /// the same recursion on magnitudes, <c>S[n] = |A[n]| S[n∓1] + |b[n]|</c>.
    /// </summary>
    /// <param name="direction">Forward or reversed.</param>
    /// <param name="multiplier">A, one a sample.</param>
    /// <param name="source">b.</param>
    /// <param name="result">y.</param>
    /// <param name="scale">S.</param>
    public static void OnePole(
        ScanDirection direction, ReadOnlySpan<double> multiplier, ReadOnlySpan<float> source, Span<double> result, Span<double> scale)
    {
        double y = 0;
        double s = 0;
        for (var step = 0; step < source.Length; step++)
        {
            var n = direction == ScanDirection.Forward ? step : source.Length - 1 - step;
            y = (multiplier[n] * y) + source[n];
            s = (double.Abs(multiplier[n]) * s) + double.Abs(source[n]);
            result[n] = y;
            scale[n] = s;
        }
    }

    /// <summary>
    /// The CPU engine's pre-emphasis from zero state, or its transpose: the same run backwards. With it the scale of the state
    /// before each sample, <c>S[n] = 0.995 S[n∓1] + |x[n]|</c> at the sample before n.
    /// </summary>
    public static void PreEmphasis(ScanDirection direction, ReadOnlySpan<float> source, Span<double> result, Span<double> scaleBefore)
    {
        var filter = default(PreEmphasis);
        double s = 0;
        for (var step = 0; step < source.Length; step++)
        {
            var n = direction == ScanDirection.Forward ? step : source.Length - 1 - step;
            result[n] = filter.Next(source[n]);
            scaleBefore[n] = s;
            s = (ModelConstants.PreEmphasisPole * s) + double.Abs(source[n]);
        }
    }
}
