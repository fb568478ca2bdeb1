using FourA2A.Audio;

namespace FourA2A.Compressor;

/// <summary>
/// Signals in memory sent through a compressor.
/// </summary>
public static class Rendering
{
    /// <summary>
    /// What a compressor, at rest before the first sample, makes of a dry signal.
    /// </summary>
    /// <param name="settings">Settings of a compressor of any model.</param>
    /// <param name="dry">The dry signal.</param>
    /// <returns>As many samples at the same rate.</returns>
    public static ArraySignal Render(this ICompressorSettings settings, ISignal dry)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(dry);
        var samples = new float[dry.SampleCount];
        dry.Read(0, samples);
        settings.CreateProcessor(dry.SampleRate).Process(samples, samples);
        return new ArraySignal(samples, dry.SampleRate);
    }
}
