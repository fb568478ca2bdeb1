using FourA2A.Audio;
using FourA2A.Chunks;

namespace FourA2A.Experiment;

/// <summary>
/// The chunks of a pair at a whole lag, dry signal and level written, for one fit at a time: the wet signal is written by it.
/// </summary>
internal sealed class PairAudio
{
    // 32 chunks from all over the signal, nearly 6 minutes of it, end within a step of where the whole ends; two groups
    // keep two cores busy.
    private const int ExcerptGroups = 2;

    private PairAudio(DryWetPair pair, ChunkBatch whole)
    {
        (Pair, Whole) = (pair, whole);
        Excerpt = whole.GroupCount >= 2 * ExcerptGroups ? whole.Excerpt(ExcerptGroups) : whole;
    }

    /// <summary>The recordings at the lag.</summary>
    public DryWetPair Pair { get; }

    /// <summary>All chunks.</summary>
    public ChunkBatch Whole { get; }

    /// <summary>What a fit begins with: some of the chunks of a long signal, all of a short one.</summary>
    public ChunkBatch Excerpt { get; }

    /// <summary>
    /// Reads the dry signal at the whole lag next to a delay: delays within a sample of it reach over neither end of a file.
    /// </summary>
    /// <exception cref="InvalidDataException">A sample is not a finite number.</exception>
    public static PairAudio Load(DryWetPair pair, double delaySamples, ChunkStoragePool pool)
    {
        var aligned = pair.WithLag(Lag(delaySamples));
        var whole = pool.Rent(ChunkLayout.ForSignal(aligned.SampleRate, aligned.SampleCount));
        try
        {
            whole.WriteDry(aligned.Dry);
            return new PairAudio(aligned, whole);
        }
        catch
        {
            pool.Return(whole);
            throw;
        }
    }

    /// <summary>Whether a fit at this delay can use it.</summary>
    public bool IsAt(double delaySamples) => Pair.LagSamples == Lag(delaySamples);

    private static long Lag(double delaySamples) => (long)Math.Round(delaySamples);
}
