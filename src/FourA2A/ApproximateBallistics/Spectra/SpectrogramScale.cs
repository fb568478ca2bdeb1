using System.Collections.Immutable;
using MathNet.Numerics;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// One resolution of the multi-scale spectrogram: frames <c>w[n] x[f hop + n]</c>, n = 0..length - 1, with a periodic Hann window w and a hop
/// of a quarter of the window. Frames begin at 0, hop, 2 hop, ... as long as that is inside the signal; past its end there are zeros.
/// </summary>
/// <remarks>
/// Windows of 46, 12 and 3 ms (Colonel and Reiss, "Approximating Ballistics in a Differentiable Dynamic Range Compressor", AES 153, 2022), each the power of
/// two that is nearest in ratio: 2048, 512 and 128 samples at 44.1 and 48 kHz, but never below 4, where the hop is one sample.
/// </remarks>
/// <param name="WindowLength">Samples of a window, a power of two.</param>
internal sealed record SpectrogramScale(int WindowLength)
{
    /// <summary>
    /// Magnitudes below it count as it in the logarithm: that of silence is not sought to the last digit (the floor of DDSP,
    /// Engel et al., "DDSP: Differentiable Digital Signal Processing", ICLR 2020).
    /// </summary>
    public const double LogFloor = 1e-5;

    /// <summary>
    /// Magnitudes below it count as 0. Two frames share a transform, and what rounding leaves of a full-scale frame in a silent one is
    /// about 1e-13; its direction is none.
    /// </summary>
    public const double Silence = 1e-10;

    private const int ShortestWindow = 4;

    private static readonly ImmutableArray<double> WindowMilliseconds = [46, 12, 3];

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop => WindowLength / 4;

    /// <summary>Bins of a frame's spectrum, from 0 to half the sample rate.</summary>
    public int Bins => (WindowLength / 2) + 1;

    /// <summary>
    /// The scales of a sample rate, longest windows first.
    /// </summary>
    /// <param name="sampleRate">Samples per second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
    public static ImmutableArray<SpectrogramScale> Of(int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        return [.. WindowMilliseconds.Select(ms =>
            new SpectrogramScale(Math.Max(ShortestWindow, 1 << Math.Max(0, (int)Math.Round(Math.Log2(ms * sampleRate / 1000))))))];
    }

    /// <summary>Frames of a signal.</summary>
    /// <param name="sampleCount">Samples of the signal.</param>
    public long FrameCount(long sampleCount) => (sampleCount + Hop - 1) / Hop;

    /// <summary>
    /// Weight of one bin of one frame in the loss: a scale counts by the mean over its frames and bins.
    /// </summary>
    /// <param name="sampleCount">Samples of the signal.</param>
    public double BinWeight(long sampleCount) => sampleCount == 0 ? 0 : 1 / ((double)FrameCount(sampleCount) * Bins);

    /// <summary>The window.</summary>
    public double[] Hann() => Window.HannPeriodic(WindowLength);
}
