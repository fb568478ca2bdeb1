namespace FourA2A.Cuda.Kernels;

/// <summary>
/// Shape of the chunks in device memory: chunk c is a row, its sample n stands at <c>Pitch c + n</c>. Between a row's end
/// and the next row nothing is read or written.
/// </summary>
public readonly record struct ChunkRows
{
    // Kernels read four samples at a time; rows that start on 128 bytes share no memory transaction.
    private const int PitchUnit = 4;
    private const int PackedUnit = 32;

    /// <summary>
    /// Rows with a pitch of one's own.
    /// </summary>
    /// <param name="chunks">Number of chunks, at least 1.</param>
    /// <param name="length">Samples of a chunk, at least 1.</param>
    /// <param name="pitch">Samples from a chunk's start to the next one's: at least <paramref name="length"/>, a multiple of 4.</param>
    public ChunkRows(int chunks, int length, long pitch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(pitch, length);
        if (pitch % PitchUnit != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pitch), pitch, $"A pitch is a multiple of {PitchUnit} samples.");
        }

        Chunks = chunks;
        Length = length;
        Pitch = pitch;
    }

    /// <summary>Number of chunks.</summary>
    public int Chunks { get; }

    /// <summary>Samples of a chunk.</summary>
    public int Length { get; }

    /// <summary>Samples from a chunk's start to the next one's.</summary>
    public long Pitch { get; }

    /// <summary>Samples that an array of this shape spans.</summary>
    public long Span => ((Chunks - 1) * Pitch) + Length;

    /// <summary>Rows as close together as they should be: the pitch is the length rounded up to 32 samples, 128 bytes.</summary>
    public static ChunkRows Packed(int chunks, int length)
        => new(chunks, length, ((long)length + PackedUnit - 1) / PackedUnit * PackedUnit);

    /// <summary>Blocks of a launch in which each one takes so many neighbouring samples of a chunk.</summary>
    /// <exception cref="InvalidOperationException">There are more than a launch can have.</exception>
    internal int Blocks(uint samplesPerBlock)
    {
        var blocks = Chunks * ((Length + (long)samplesPerBlock - 1) / samplesPerBlock);
        return blocks <= int.MaxValue
            ? (int)blocks
            : throw new InvalidOperationException($"Found {blocks} blocks of {samplesPerBlock} samples, expected at most the {int.MaxValue} of one launch; launch fewer chunks at a time.");
    }
}
