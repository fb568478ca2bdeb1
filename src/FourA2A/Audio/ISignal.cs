namespace FourA2A.Audio;

/// <summary>
/// A mono signal that can be read anywhere, as often as needed, from several threads at once.
/// </summary>
public interface ISignal
{
    /// <summary>Samples per second.</summary>
    int SampleRate { get; }

    /// <summary>Number of samples.</summary>
    long SampleCount { get; }

    /// <summary>
    /// Fills <paramref name="destination"/> with the samples from <paramref name="start"/> on. What lies before the
    /// first or after the last sample is zero.
    /// </summary>
    void Read(long start, Span<float> destination);
}
