namespace FourA2A.Bench.Hessians;

/// <summary>
/// A batch, and the ways that are timed on it.
/// </summary>
/// <param name="Chunks">Chunks of the batch.</param>
/// <param name="ChunkSeconds">Length of one.</param>
/// <param name="Ways">The ways.</param>
internal sealed record HessianCase(int Chunks, double ChunkSeconds, IReadOnlyList<HessianWay> Ways);
