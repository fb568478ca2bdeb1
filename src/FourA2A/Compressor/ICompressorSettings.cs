namespace FourA2A.Compressor;

/// <summary>
/// Settings of a compressor, of whichever model: all that is needed to render.
/// </summary>
public interface ICompressorSettings
{
    /// <summary>
    /// A compressor with these settings, at rest.
    /// </summary>
    /// <param name="sampleRate">Frames per second.</param>
    /// <param name="channelCount">Samples per frame.</param>
    /// <param name="linked">Whether all channels share the gain of the loudest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or count is not positive.</exception>
    IStreamProcessor CreateProcessor(int sampleRate, int channelCount = 1, bool linked = true);
}
