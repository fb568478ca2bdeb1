using FourA2A.Audio;

namespace FourA2A.Experiment;

/// <summary>
/// Two open recordings that are compared sample by sample.
/// </summary>
public sealed class PairFiles : IDisposable
{
    /// <summary>
    /// Pairs two open files, which are closed with the pair.
    /// </summary>
    /// <exception cref="InputException">Their sample rates differ.</exception>
    public PairFiles(WaveFileSignal dry, WaveFileSignal wet)
    {
        (Dry, Wet) = (dry, wet);
        Pair = new DryWetPair(dry, wet, dry.Reader.Name, wet.Reader.Name);
    }

    /// <summary>
    /// Opens two mono files.
    /// </summary>
    /// <exception cref="InputException">A file cannot be used, or their sample rates differ.</exception>
    public static PairFiles Open(string dryPath, string wetPath)
    {
        WaveFileSignal? dry = null, wet = null;
        try
        {
            dry = new WaveFileSignal(dryPath);
            wet = new WaveFileSignal(wetPath);
            return new PairFiles(dry, wet);
        }
        catch
        {
            wet?.Dispose();
            dry?.Dispose();
            throw;
        }
    }

    /// <summary>The dry file.</summary>
    public WaveFileSignal Dry { get; }

    /// <summary>The wet file.</summary>
    public WaveFileSignal Wet { get; }

    /// <summary>What both have, at a lag of 0.</summary>
    public DryWetPair Pair { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dry.Dispose();
        Wet.Dispose();
    }
}
