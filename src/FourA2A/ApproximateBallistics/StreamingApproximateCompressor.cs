using FourA2A.Compressor;

namespace FourA2A.ApproximateBallistics;

/// <summary>
/// The approximate-ballistics compressor for a stream of any length and any number of channels, the state carried from call to call.
/// </summary>
/// <remarks>
/// <para>The output does not depend, to the bit, on how the stream is cut into calls, and on one channel is that of
/// <see cref="ApproximateCompressor"/>, rounded to float. A call allocates nothing. Every average is summed anew, so that a stream
/// of hours is as exact as its first second.</para>
/// <para>Linked, the level of a frame is that of the channel whose window is loudest, and one gain serves all channels; otherwise each
/// channel has its own level and gain.</para>
/// <para>A sample that is NaN or infinite counts as silence for the level; the sample itself is passed on as the NaN or infinity it is.</para>
/// <para>One instance serves one stream: it must not be used from two threads at once.</para>
/// </remarks>
public sealed class StreamingApproximateCompressor : IStreamProcessor
{
    private readonly FrameGrid grid;
    private readonly int channelCount;
    private readonly ChannelGain[] gains;

    // Samples until the next frame is complete and its gain begins to move in.
    private int pending;

    /// <summary>
    /// A compressor at rest: no gain reduction.
    /// </summary>
    /// <param name="parameters">Settings; not checked here, see <see cref="ParameterLimits"/>.</param>
    /// <param name="sampleRate">Frames per second.</param>
    /// <param name="channelCount">Samples per frame.</param>
    /// <param name="linked">Whether all channels share the gain of the loudest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or count is not positive.</exception>
    public StreamingApproximateCompressor(ApproximateParameters parameters, int sampleRate, int channelCount = 1, bool linked = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channelCount);
        grid = new FrameGrid(sampleRate);
        this.channelCount = channelCount;
        var channelsPerGain = linked ? channelCount : 1;
        gains = [.. Enumerable.Range(0, channelCount / channelsPerGain).Select(group => new ChannelGain(parameters, grid, group * channelsPerGain, channelsPerGain))];
        pending = grid.Window;
    }

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<float> interleaved, Span<float> output)
    {
        StreamArguments.Check(interleaved, output, channelCount);
        while (!interleaved.IsEmpty)
        {
            if (pending == 0)
            {
                foreach (var gain in gains)
                {
                    gain.CompleteFrame();
                }

                pending = grid.Hop;
            }

            var length = Math.Min(pending * channelCount, interleaved.Length);
            foreach (var gain in gains)
            {
                gain.Process(interleaved[..length], output[..length], channelCount);
            }

            pending -= length / channelCount;
            interleaved = interleaved[length..];
            output = output[length..];
        }
    }
}
