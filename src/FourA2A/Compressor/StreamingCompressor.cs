using System.Runtime.Intrinsics;

namespace FourA2A.Compressor;

/// <summary>
/// The compressor for a stream of any length and any number of channels: level, gain computer, ballistics and make-up
/// (<c>z = x g 10^(gamma/20)</c>) with the state carried from call to call.
/// </summary>
/// <remarks>
/// <para>The output does not depend, to the bit, on how the stream is cut into calls. A call allocates nothing. The gain is
/// computed in double and the product rounded to float once.</para>
/// <para>Linked, the level is the largest |x| over the channels and one gain serves them all; otherwise each channel has its
/// own level and gain. With one channel it is the same.</para>
/// <para>A sample that is NaN or infinite counts as silence for the level, so that the gain and with it all other samples
/// stay sound; the sample itself is passed on as the NaN or infinity it is. The state is a gain between the strongest
/// reduction and 1 and cannot become denormal, so silence costs no more time than sound.</para>
/// <para>One instance serves one stream: it must not be used from two threads at once.</para>
/// </remarks>
public sealed class StreamingCompressor : IStreamProcessor
{
    // Frames computed at a time: 4 kB of gains stay in the first-level cache.
    private const int BlockLength = 64 * StaticCurve.Granularity;

    private readonly int channelCount;
    private readonly int channelsPerGain;
    private readonly BallisticsCoefficients coefficients;
    private readonly StaticCurve curve;
    private readonly MakeUp makeUp;
    private readonly Ballistics[] smoothers;
    private readonly double[] gains = new double[BlockLength];

    /// <summary>
    /// A compressor at rest: no gain reduction.
    /// </summary>
    /// <param name="parameters">Settings; not checked here, see <see cref="ParameterLimits"/>.</param>
    /// <param name="sampleRate">Frames per second.</param>
    /// <param name="channelCount">Samples per frame.</param>
    /// <param name="linked">Whether all channels share the gain of the loudest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or count is not positive.</exception>
    public StreamingCompressor(CompressorParameters parameters, double sampleRate, int channelCount = 1, bool linked = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channelCount);
        var core = CoreParameters.FromPhysical(parameters, sampleRate);
        this.channelCount = channelCount;
        channelsPerGain = linked ? channelCount : 1;
        coefficients = core.SingleSmoother;
        curve = new StaticCurve(core.ThresholdDb, core.Slope);
        makeUp = new MakeUp(core.MakeUpDb);
        smoothers = new Ballistics[channelCount / channelsPerGain];
        Reset();
    }

    /// <summary>
    /// Forgets the stream so far: back to no gain reduction.
    /// </summary>
    public void Reset() => Array.Fill(smoothers, new Ballistics(coefficients));

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<float> interleaved, Span<float> output)
    {
        StreamArguments.Check(interleaved, output, channelCount);
        while (!interleaved.IsEmpty)
        {
            var length = Math.Min(BlockLength * channelCount, interleaved.Length);
            for (var group = 0; group < smoothers.Length; group++)
            {
                ProcessBlock(group, interleaved[..length], output[..length]);
            }

            interleaved = interleaved[length..];
            output = output[length..];
        }
    }

    private void ProcessBlock(int group, ReadOnlySpan<float> input, Span<float> output)
    {
        var first = group * channelsPerGain;
        var frames = input.Length / channelCount;
        if (channelCount == 1)
        {
            Levels(input);
        }
        else
        {
            Levels(input, first);
        }

        // The last vector may reach past the frames, into gains of an earlier block: finite, and never read.
        var padded = (frames + StaticCurve.Granularity - 1) / StaticCurve.Granularity * StaticCurve.Granularity;
        curve.Apply(gains.AsSpan(0, padded));

        // A local copy keeps the recursion in registers.
        var smoother = smoothers[group];
        foreach (ref var value in gains.AsSpan(0, frames))
        {
            value = smoother.Next(value);
        }

        smoothers[group] = smoother;
        if (channelCount == 1)
        {
            Output(input, output);
        }
        else
        {
            Output(input, output, first);
        }
    }

    // Largest magnitude over the channels of a gain; what is no finite number counts as silence.
    private void Levels(ReadOnlySpan<float> input, int first)
    {
        var frames = 0;
        for (var frame = first; frame < input.Length; frame += channelCount)
        {
            var largest = 0f;
            foreach (var sample in input.Slice(frame, channelsPerGain))
            {
                // NaN fails the first comparison, infinity the second.
                var magnitude = MathF.Abs(sample);
                largest = magnitude > largest && magnitude <= float.MaxValue ? magnitude : largest;
            }

            gains[frames++] = largest;
        }
    }

    private void Levels(ReadOnlySpan<float> input)
    {
        var n = 0;
        for (; n <= input.Length - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            var magnitudes = Vector256.Abs(Vector256.Create(input[n..]));
            var finite = Vector256.LessThanOrEqual(magnitudes, Vector256.Create(float.MaxValue));
            var (lower, upper) = Vector256.Widen(magnitudes & finite);
            lower.CopyTo(gains, n);
            upper.CopyTo(gains, n + Vector256<double>.Count);
        }

        for (; n < input.Length; n++)
        {
            gains[n] = float.IsFinite(input[n]) ? MathF.Abs(input[n]) : 0;
        }
    }

    private void Output(ReadOnlySpan<float> input, Span<float> output, int first)
    {
        for (int frame = first, n = 0; frame < input.Length; frame += channelCount, n++)
        {
            for (var c = frame; c < frame + channelsPerGain; c++)
            {
                output[c] = (float)makeUp.Apply(input[c], gains[n]);
            }
        }
    }

    private void Output(ReadOnlySpan<float> input, Span<float> output)
    {
        var n = 0;
        for (; n <= input.Length - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(input[n..]));
            lower = makeUp.Apply(lower, Vector256.Create(gains, n));
            upper = makeUp.Apply(upper, Vector256.Create(gains, n + Vector256<double>.Count));
            Vector256.Narrow(lower, upper).CopyTo(output[n..]);
        }

        for (; n < input.Length; n++)
        {
            output[n] = (float)makeUp.Apply(input[n], gains[n]);
        }
    }
}
