namespace FourA2A.Chunks;

/// <summary>
/// How a signal is cut into overlapping chunks. The overlap is warm-up: it is computed but not in the loss. A
/// signal no longer than one chunk is one chunk without warm-up. The last chunk may be shorter.
/// Source: Yu &amp; Fazekas 2025 (12 s chunks, 1 s overlap); the tail, which they drop, is used here.
/// </summary>
public sealed record ChunkLayout
{
    /// <summary>Published chunk length in seconds.</summary>
    public const double DefaultChunkSeconds = 12;

    /// <summary>Published overlap in seconds.</summary>
    public const double DefaultOverlapSeconds = 1;

    private ChunkLayout(int sampleRate, long sampleCount, int chunkLength, int overlap, int chunkCount)
    {
        SampleRate = sampleRate;
        SampleCount = sampleCount;
        ChunkLength = chunkLength;
        WarmUp = overlap;
        ChunkCount = chunkCount;
    }

    /// <summary>Samples per second.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of the whole signal.</summary>
    public long SampleCount { get; }

    /// <summary>Samples of a full chunk (of the only chunk, if there is one).</summary>
    public int ChunkLength { get; }

    /// <summary>First samples of each chunk that are not in the loss.</summary>
    public int WarmUp { get; }

    /// <summary>Number of chunks.</summary>
    public int ChunkCount { get; }

    /// <summary>Distance between the starts of two chunks.</summary>
    public int Hop => ChunkLength - WarmUp;

    /// <summary>
    /// The layout of a signal of <paramref name="sampleCount"/> samples.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the overlap is not shorter than the chunk.</exception>
    public static ChunkLayout ForSignal(
        int sampleRate,
        long sampleCount,
        double chunkSeconds = DefaultChunkSeconds,
        double overlapSeconds = DefaultOverlapSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleCount);
        var chunk = checked((int)Math.Round(chunkSeconds * sampleRate));
        var overlap = checked((int)Math.Round(overlapSeconds * sampleRate));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunk, nameof(chunkSeconds));
        ArgumentOutOfRangeException.ThrowIfNegative(overlap, nameof(overlapSeconds));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlap, chunk, nameof(overlapSeconds));
        if (sampleCount <= chunk)
        {
            return new ChunkLayout(sampleRate, sampleCount, (int)sampleCount, 0, 1);
        }

        // Every sample after the first warm-up belongs to the loss of exactly one chunk.
        var hop = chunk - overlap;
        var count = checked((int)((sampleCount - overlap + hop - 1) / hop));
        return new ChunkLayout(sampleRate, sampleCount, chunk, overlap, count);
    }

    /// <summary>Index in the signal of a chunk's first sample.</summary>
    public long Start(int chunk) => (long)chunk * Hop;

    /// <summary>Samples of a chunk that lie inside the signal.</summary>
    public int Length(int chunk) => (int)Math.Min(ChunkLength, SampleCount - Start(chunk));
}
