using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;

namespace FourA2A.Audio;

/// <summary>
/// A signal moved by a fraction of a sample: sample n is <c>source(n + advance)</c>, by band-limited interpolation.
/// A wet file that is <c>d</c> samples late is moved back onto the dry one with <c>advance = d</c>.
/// </summary>
/// <remarks>
/// <para>With <c>advance = whole + fraction</c>, <c>0 &lt;= fraction &lt; 1</c>,
/// <c>y[n] = sum over k = -33..34 of h[k] source[n + whole + k]</c>,
/// <c>h[k] = sinc(k - fraction) kaiser((k - fraction) / 34)</c>, scaled to unit gain at 0 Hz.</para>
/// <para>The length follows from the error: a window of <c>M</c> taps and stop-band attenuation <c>A</c> dB turns the
/// sinc's edge at fs/2 into a transition <c>(A - 7.95) / (14.36 M)</c> fs wide, centred on fs/2 (Kaiser's design
/// formula). Flat to 0.45 fs leaves 0.1 fs, an error of 1e-5 asks for 100 dB, and 4 dB more for the images that add up
/// at a fraction; hence 68 taps and <c>beta = 0.1102 (A - 8.7)</c>. Largest error of the complex response up to 0.45 fs,
/// computed: 6.1e-6 (64 taps and 100 dB: 2.1e-5). Above, the gain falls to one half at fs/2.</para>
/// <para>A whole advance is an exact copy. Each output sample is summed in the same order wherever a read starts,
/// so the bits do not depend on how the signal is read.</para>
/// </remarks>
public sealed class FractionalDelaySignal : ISignal
{
    private const int HalfLength = 34;
    private const int Taps = 2 * HalfLength;
    private const double KaiserBeta = 0.1102 * (104 - 8.7);

    // Output samples made at a time: with the taps' overhang the work stays on the stack and in the first-level cache.
    private const int BlockLength = 1024;

    // Independent sums hide the latency of the multiply-add.
    private const int Unroll = 8;

    // Of two loads a cycle, half cross a line of the cache; those of 16 samples all would.
    private const int Width = 8;

    private readonly ISignal source;
    private readonly long whole;
    private readonly bool invert;
    private readonly float[]? kernel;

    /// <summary>
    /// Moves a signal towards its beginning.
    /// </summary>
    /// <param name="source">The signal to move; not copied.</param>
    /// <param name="advanceSamples">Samples to move by; negative delays.</param>
    /// <param name="invert">Whether to turn the polarity round.</param>
    /// <param name="tangentStep">
    /// Samples to go on along the tangent: <c>source(n + advance) + step * source'(n + advance)</c>, which is linear in the step
    /// where another advance is not.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The advance is not finite or beyond 2^40 samples.</exception>
    public FractionalDelaySignal(ISignal source, double advanceSamples, bool invert = false, double tangentStep = 0)
    {
        // Written so that NaN fails too; 2^40 leaves 12 bits of a double for the fraction.
        if (!(Math.Abs(advanceSamples) <= 1L << 40))
        {
            throw new ArgumentOutOfRangeException(nameof(advanceSamples), advanceSamples, "Expected at most 2^40 samples.");
        }

        this.source = source;
        this.invert = invert;
        SampleCount = source.SampleCount;
        whole = (long)Math.Floor(advanceSamples);
        var fraction = advanceSamples - whole;
        kernel = fraction == 0 && tangentStep == 0 ? null : Kernel(fraction, tangentStep, invert);
    }

    /// <inheritdoc/>
    public int SampleRate => source.SampleRate;

    /// <summary>Number of samples; that of the source unless set. Moved back by a delay, a signal that was early ends later.</summary>
    public long SampleCount { get; init; }

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        // The contract: zero outside the signal, also where the interpolator would ring beyond it.
        var before = (int)Math.Clamp(-start, 0, destination.Length);
        var end = (int)Math.Clamp(SampleCount - start, before, destination.Length);
        destination[..before].Clear();
        destination[end..].Clear();
        var inside = destination[before..end];
        if (kernel is not null)
        {
            Interpolate(start + before + whole, inside, kernel);
            return;
        }

        source.Read(start + before + whole, inside);
        if (invert)
        {
            for (var n = 0; n < inside.Length; n++)
            {
                inside[n] = -inside[n];
            }
        }
    }

    private void Interpolate(long start, Span<float> destination, ReadOnlySpan<float> h)
    {
        // Past the samples read, a block's last vectors may touch what an earlier block left there; those sums are
        // not copied out.
        Span<float> input = stackalloc float[BlockLength + Taps];
        Span<float> output = stackalloc float[BlockLength];
        ref var x = ref MemoryMarshal.GetReference(input);
        ref var y = ref MemoryMarshal.GetReference(output);
        for (var done = 0; done < destination.Length; done += BlockLength)
        {
            var count = Math.Min(BlockLength, destination.Length - done);
            source.Read(start + done - (HalfLength - 1), input[..(count + Taps - 1)]);
            for (nuint n = 0; n < (nuint)count; n += Unroll * Width)
            {
                var (sum0, sum1, sum2, sum3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
                var (sum4, sum5, sum6, sum7) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
                ref var from = ref Unsafe.Add(ref x, n);
                foreach (var value in h)
                {
                    var tap = Vector256.Create(value);
                    sum0 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from), sum0);
                    sum1 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, Width), sum1);
                    sum2 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, 2 * Width), sum2);
                    sum3 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, 3 * Width), sum3);
                    sum4 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, 4 * Width), sum4);
                    sum5 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, 5 * Width), sum5);
                    sum6 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, 6 * Width), sum6);
                    sum7 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref from, 7 * Width), sum7);
                    from = ref Unsafe.Add(ref from, 1);
                }

                ref var to = ref Unsafe.Add(ref y, n);
                sum0.StoreUnsafe(ref to);
                sum1.StoreUnsafe(ref to, Width);
                sum2.StoreUnsafe(ref to, 2 * Width);
                sum3.StoreUnsafe(ref to, 3 * Width);
                sum4.StoreUnsafe(ref to, 4 * Width);
                sum5.StoreUnsafe(ref to, 5 * Width);
                sum6.StoreUnsafe(ref to, 6 * Width);
                sum7.StoreUnsafe(ref to, 7 * Width);
            }

            output[..count].CopyTo(destination[done..]);
        }
    }

    private static float[] Kernel(double fraction, double tangentStep, bool invert)
    {
        var h = Kernel(fraction);
        if (tangentStep != 0)
        {
            // A central difference: its remainder, 1e-8 of the third derivative, is below the rounding of the taps.
            const double difference = 1e-4;
            var (after, before) = (Kernel(fraction + difference), Kernel(fraction - difference));
            for (var k = 0; k < Taps; k++)
            {
                h[k] += tangentStep * (after[k] - before[k]) / (2 * difference);
            }
        }

        return Array.ConvertAll(h, value => (float)(invert ? -value : value));
    }

    private static double[] Kernel(double fraction)
    {
        var h = new double[Taps];
        for (var k = 0; k < Taps; k++)
        {
            var t = k - (HalfLength - 1) - fraction;
            var r = t / HalfLength;
            h[k] = Trig.Sinc(t) * SpecialFunctions.BesselI0(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (r * r))));
        }

        var sum = h.Sum();
        return Array.ConvertAll(h, value => value / sum);
    }
}
