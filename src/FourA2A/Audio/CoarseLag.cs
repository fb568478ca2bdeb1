using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace FourA2A.Audio;

/// <summary>
/// The lag between two files in whole samples, by cross-correlation of windows.
/// </summary>
/// <remarks>
/// <para>Per window, the dry samples <c>x</c> (first difference, tapered) and the wet samples <c>y</c> from
/// <see cref="MaxLag"/> before to <see cref="MaxLag"/> after them; the cross-spectra <c>conj(X) Y</c>, with x scaled to
/// unit energy, are summed over the windows, and the sum is divided by the square root of its magnitude before it is
/// transformed back. (Scaling y too would blow up what little of a short wet file a window reaches.)</para>
/// <para>The sum makes the windows vote: an echo or a repeated bar in one of them finds no support in the others. The
/// first difference and the half whitening sharpen the peak (a compressor changes levels slowly, so phases survive),
/// while full whitening would give the empty bins of a tonal signal the same say as the others.</para>
/// </remarks>
internal sealed class CoarseLag
{
    // Searched in either direction. Two seconds are promised; the rest lets a peak at the edge be a peak.
    private const double MaxLagSeconds = 2.1;

    // The transform has room for the lags and at least a second of audio.
    private const double TransformSeconds = (2 * MaxLagSeconds) + 1;

    // Peaks within 2 % of the highest are ties (periodic signals): the smallest lag is the most likely.
    private const double TieFraction = 0.98;

    // Of the window's length, at either end: a hard edge would be a broadband event of its own.
    private const double TaperFraction = 0.05;

    // Windows transformed side by side: all of them would hold 100 MB and more.
    private const int Batch = 4;

    private readonly int transformLength;

    public CoarseLag(int sampleRate, long drySampleCount, long wetSampleCount)
    {
        // Files can lie no further apart than they are long.
        var longest = Math.Max(drySampleCount, wetSampleCount);
        MaxLag = (int)Math.Min(Math.Ceiling(MaxLagSeconds * sampleRate), longest);
        var wanted = Math.Min((long)(TransformSeconds * sampleRate), (2L * MaxLag) + drySampleCount);
        transformLength = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(wanted, (2L * MaxLag) + 1));
        WindowLength = (int)Math.Clamp(drySampleCount, 1, transformLength - (2 * MaxLag));
    }

    /// <summary>Largest lag searched, in samples.</summary>
    public int MaxLag { get; }

    /// <summary>Samples of a dry window.</summary>
    public int WindowLength { get; }

    /// <summary>
    /// The lag of the highest peak, positive if the wet file is later, and its sign.
    /// </summary>
    /// <param name="dry">Dry signal.</param>
    /// <param name="wet">Wet signal of the same rate.</param>
    /// <param name="starts">Starts of the windows in the dry signal.</param>
    public (int Lag, int Polarity) Find(ISignal dry, ISignal wet, IReadOnlyList<long> starts)
    {
        var sum = new Complex[transformLength];
        var bins = (transformLength / 2) + 1;
        var spectra = new Complex[Batch][];
        for (var first = 0; first < starts.Count; first += Batch)
        {
            var count = Math.Min(Batch, starts.Count - first);
            ParallelReads.For(count, window => spectra[window] = CrossSpectrum(dry, wet, starts[first + window]));

            // Summed in the order of the windows, so that the bits do not depend on the threads.
            for (var window = 0; window < count; window++)
            {
                for (var k = 0; k < bins; k++)
                {
                    sum[k] += spectra[window][k];
                }
            }
        }

        for (var k = 0; k < bins; k++)
        {
            var magnitude = sum[k].Magnitude;
            sum[k] = magnitude > 0 ? sum[k] / Math.Sqrt(magnitude) : 0;
            sum[(transformLength - k) & (transformLength - 1)] = Complex.Conjugate(sum[k]);
        }

        Fourier.Inverse(sum, FourierOptions.NoScaling);
        return Peak(sum);
    }

    private (int Lag, int Polarity) Peak(Complex[] correlation)
    {
        // Entry m holds lag m - MaxLag.
        var lags = correlation.AsSpan(0, (2 * MaxLag) + 1);
        var highest = 0.0;
        foreach (var value in lags)
        {
            highest = Math.Max(highest, Math.Abs(value.Real));
        }

        // A lobe is what stands above the level of a tie without a gap; it counts by its highest point.
        var best = -1;
        for (var m = 0; m < lags.Length; m++)
        {
            var top = m;
            var start = m;
            for (; m < lags.Length && Math.Abs(lags[m].Real) >= TieFraction * highest; m++)
            {
                top = Math.Abs(lags[m].Real) > Math.Abs(lags[top].Real) ? m : top;
            }

            if (m > start && (best < 0 || Math.Abs(top - MaxLag) < Math.Abs(best - MaxLag)))
            {
                best = top;
            }
        }

        return highest > 0 ? (best - MaxLag, lags[best].Real < 0 ? -1 : 1) : (0, 1);
    }

    private Complex[] CrossSpectrum(ISignal dry, ISignal wet, long start)
    {
        // Two real signals in one transform: z = x + i y, X = (Z[k] + Z*[-k]) / 2, Y = (Z[k] - Z*[-k]) / 2i.
        var x = Difference(dry, start, WindowLength);
        var y = Difference(wet, start - MaxLag, Math.Min(transformLength, WindowLength + (2 * MaxLag)));
        var scale = 1 / Math.Sqrt(Math.Max(Energy(x), double.Epsilon));
        var z = new Complex[transformLength];
        for (var n = 0; n < y.Length; n++)
        {
            z[n] = new Complex(n < x.Length ? x[n] : 0, y[n]);
        }

        Fourier.Forward(z, FourierOptions.NoScaling);
        var cross = new Complex[(transformLength / 2) + 1];
        for (var k = 0; k < cross.Length; k++)
        {
            var mirrored = Complex.Conjugate(z[(transformLength - k) & (transformLength - 1)]);
            var xk = (z[k] + mirrored) / 2;
            var yk = (z[k] - mirrored) / new Complex(0, 2);
            cross[k] = scale * Complex.Conjugate(xk) * yk;
        }

        return cross;
    }

    private static double[] Difference(ISignal signal, long start, int length)
    {
        var samples = new float[length + 1];
        signal.Read(start - 1, samples);

        // The taper starts where the file does: its ends are cuts, often made at the same place in both files.
        var difference = new double[length];
        var from = (int)Math.Clamp(1 - start, 0, length);
        var to = (int)Math.Clamp(signal.SampleCount - start, from, length);
        var taper = (int)(TaperFraction * (to - from));
        for (var n = from; n < to; n++)
        {
            var fromEdge = Math.Min(n - from, to - 1 - n);
            var weight = fromEdge >= taper ? 1 : Math.Pow(Math.Sin(0.5 * Math.PI * (fromEdge + 0.5) / taper), 2);
            difference[n] = weight * ((double)samples[n + 1] - samples[n]);
        }

        return difference;
    }

    private static double Energy(double[] samples) => samples.Sum(sample => sample * sample);
}
