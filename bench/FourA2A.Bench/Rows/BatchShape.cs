using FourA2A.Chunks;

namespace FourA2A.Bench.Rows;

/// <summary>
/// What a piece of work is done on.
/// </summary>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="ChunkSeconds">Length of one.</param>
/// <param name="Samples">Samples of all chunks together, warm-up included.</param>
internal sealed record BatchShape(int Chunks, double ChunkSeconds, double Samples)
{
    public static BatchShape Of(ChunkBatch batch) => Of(batch.Layout);

    public static BatchShape Of(ChunkLayout layout)
        => new(layout.ChunkCount, (double)layout.ChunkLength / layout.SampleRate, Enumerable.Range(0, layout.ChunkCount).Sum(chunk => (double)layout.Length(chunk)));
}
