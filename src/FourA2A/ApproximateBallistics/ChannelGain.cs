using FourA2A.ApproximateBallistics.Stages;
using FourA2A.Compressor;

namespace FourA2A.ApproximateBallistics;

/// <summary>
/// The gain of one or more channels that share it, frame by frame, and its application; see <see cref="StreamingApproximateCompressor"/>.
/// </summary>
internal sealed class ChannelGain
{
    private readonly int firstChannel;
    private readonly KneeCurve curve;
    private readonly MakeUpGain makeUp;
    private readonly double[] steps;
    private readonly SlidingWindow<float>[] windows;
    private readonly SlidingWindow<double> attenuation;
    private readonly MovingAverages averages = new();
    private PassageTracker tracker;

    // The gain goes from one frame's to the next in steps; all taken, it stays.
    private double from;
    private double to;
    private int step;

    /// <summary>
    /// The gain at rest.
    /// </summary>
    /// <param name="parameters">Settings.</param>
    /// <param name="grid">Where frames lie.</param>
    /// <param name="firstChannel">First of the channels.</param>
    /// <param name="channelCount">How many channels share the gain.</param>
    public ChannelGain(ApproximateParameters parameters, FrameGrid grid, int firstChannel, int channelCount)
    {
        var (attackFrames, releaseFrames, smoothingFrames) = (grid.Frames(parameters.AttackMs), grid.Frames(parameters.ReleaseMs), grid.Frames(parameters.SmoothingMs));
        this.firstChannel = firstChannel;
        curve = new KneeCurve(parameters.ThresholdDb, parameters.Ratio, parameters.KneeDb);
        makeUp = new MakeUpGain(parameters.MakeUpDb);
        steps = GainInterpolation.StepsOf(grid);
        windows = [.. Enumerable.Range(0, channelCount).Select(_ => new SlidingWindow<float>(grid.Window))];
        averages.SetLengths(attackFrames, releaseFrames, smoothingFrames);
        attenuation = new SlidingWindow<double>((int)Math.Ceiling(Math.Max(attackFrames, Math.Max(releaseFrames, smoothingFrames))) + MovingAverage.Lead);
        tracker = new PassageTracker(parameters.ThresholdDb, attackFrames, releaseFrames);
        to = makeUp.Gain(0);
        step = steps.Length;
    }

    /// <summary>
    /// Ends a frame with the latest sample: its gain is where the next samples go to.
    /// </summary>
    public void CompleteFrame()
    {
        var meanSquare = 0.0;
        foreach (var window in windows)
        {
            meanSquare = Math.Max(meanSquare, RmsLevel.MeanSquare(window.Values));
        }

        var level = Decibels.FromMeanSquare(meanSquare);
        attenuation.Add(curve.AttenuationDb(level));
        from = to;
        to = makeUp.Gain(averages.Of(tracker.Next(level))?.Latest(attenuation.Values) ?? 0);
        step = 0;
    }

    /// <summary>
    /// Takes in samples and applies the gain to them, of these channels only.
    /// </summary>
    /// <param name="interleaved">Whole frames of the stream, not past the end of the frame under way.</param>
    /// <param name="output">Receives the samples of these channels.</param>
    /// <param name="stride">Channels of the stream.</param>
    public void Process(ReadOnlySpan<float> interleaved, Span<float> output, int stride)
    {
        for (var n = firstChannel; n < interleaved.Length; n += stride)
        {
            var gain = step < steps.Length ? from + ((to - from) * steps[step++]) : to;
            for (var channel = 0; channel < windows.Length; channel++)
            {
                var sample = interleaved[n + channel];
                windows[channel].Add(float.IsFinite(sample) ? sample : 0);
                output[n + channel] = (float)(sample * gain);
            }
        }
    }
}
