using FourA2A.Audio;
using FourA2A.Reporting;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// The part of the aligned recordings that a fit looks at.
/// </summary>
/// <param name="StartSample">Its first sample.</param>
/// <param name="SampleCount">Its length.</param>
public sealed record Excerpt(long StartSample, long SampleCount)
{
    /// <summary>
    /// The whole of a recording that is short enough; of a longer one the passage in which the level changes most, up and down together.
    /// </summary>
    /// <param name="dry">The dry signal.</param>
    /// <param name="seconds">Longest excerpt.</param>
    public static Excerpt Of(ISignal dry, double seconds)
    {
        ArgumentNullException.ThrowIfNull(dry);
        var length = Math.Max(1, (long)Math.Round(seconds * dry.SampleRate));
        return dry.SampleCount <= length
            ? new(0, dry.SampleCount)
            : new(BusiestPassage.Find(dry, length, (from, to) => Math.Abs(to - from)), length);
    }

    /// <summary>The samples of the excerpt of a signal.</summary>
    public float[] Read(ISignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var samples = new float[SampleCount];
        signal.Read(StartSample, samples);
        return samples;
    }
}
