using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// The part of the aligned recordings that a fit looks at.
/// </summary>
/// <param name="StartSample">Its first sample.</param>
/// <param name="SampleCount">Its length.</param>
public sealed record Excerpt(long StartSample, long SampleCount)
{
    /// <summary>
    /// The whole of a recording that is short enough; of a longer one the passage in which the level changes most, up and down together, as far as it is
    /// within 30 dB of the loudest.
    /// </summary>
    /// <param name="dry">The dry signal.</param>
    /// <param name="seconds">Longest excerpt.</param>
    public static Excerpt Of(ISignal dry, double seconds)
    {
        ArgumentNullException.ThrowIfNull(dry);
        var length = Math.Max(1, (long)Math.Round(seconds * dry.SampleRate));
        return dry.SampleCount <= length
            ? new(0, dry.SampleCount)
            : new(BusiestPassage.Find(dry, length), length);
    }

    /// <summary>The samples of the excerpt of a signal.</summary>
    public float[] Read(ISignal signal) => Read(signal, StartSample);

    /// <summary>
    /// The samples of the excerpt of the dry signal, with those before it that a compressor within the ranges can remember, as far as there are any: over
    /// the longest of attack, release and smoothing, two windows, and what makes level frames lie as in the whole file.
    /// </summary>
    /// <param name="dry">The dry signal.</param>
    /// <param name="ranges">Ranges of the settings.</param>
    public float[] ReadWithLeadIn(ISignal dry, ApproximateRanges ranges)
    {
        ArgumentNullException.ThrowIfNull(dry);
        ArgumentNullException.ThrowIfNull(ranges);
        var grid = new FrameGrid(dry.SampleRate);
        var memoryMs = Math.Max(ranges.MaximumReleaseMs, Math.Max(ranges.MaximumAttackMs, ranges.MaximumSmoothingMs));
        var frames = (long)Math.Ceiling(grid.Frames(memoryMs)) + (2 * ((grid.Delay / grid.Hop) + 1));
        return Read(dry, Math.Max(0, ((StartSample / grid.Hop) - frames) * grid.Hop));
    }

    private float[] Read(ISignal signal, long start)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var samples = new float[StartSample + SampleCount - start];
        signal.Read(start, samples);
        return samples;
    }
}
