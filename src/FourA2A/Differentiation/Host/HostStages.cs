using FourA2A.Chunks;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// The stages in double precision on the host, a chunk at a time: the reference of the staged path. Workers take chunks in turn, each with arrays of
/// its own; the sums are added in the order of the chunks.
/// </summary>
/// <param name="maximumThreads">Threads at most; all processors if null. The result does not depend on it.</param>
public sealed class HostStages(int? maximumThreads = null) : IStagedBatch<double[]>
{
    private readonly int threads = maximumThreads ?? Environment.ProcessorCount;
    private SignalPool[] pools = [];
    private ChunkBatch? batch;

    /// <inheritdoc/>
    public string Name => $"serial (double, {threads} {(threads == 1 ? "thread" : "threads")})";

    /// <summary>
    /// <inheritdoc cref="IStagedBatch{TSignal}.PeakBytes" path="/summary"/> For each worker 8 bytes a sample of a chunk, times the arrays that the strategy
    /// rents and two more: the dry signal and the target in double.
    /// </summary>
    public long PeakBytes => pools.Sum(pool => pool.PeakBytes);

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        this.batch = batch;
        pools = [.. batch.Chunks.Take(threads).Select(_ => new SignalPool())];
    }

    /// <inheritdoc/>
    public double[] Sum(Action<IStageChain<double[]>> strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var chunks = batch?.Chunks.ToArray() ?? throw new InvalidOperationException($"{nameof(Upload)} a batch before summing over it.");
        var chunkSums = new double[chunks.Length][];
        Parallel.For(0, pools.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, worker =>
        {
            for (var i = worker; i < chunks.Length; i += pools.Length)
            {
                using var chain = new HostChain(batch, chunks[i], pools[worker]);
                strategy(chain);
                chunkSums[i] = chain.ReadSums();
            }
        });

        var sums = new double[HessianSums.Count];
        foreach (var chunk in chunkSums)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += chunk[i];
            }
        }

        return sums;
    }

    /// <summary>Lets go of the batch and of the arrays.</summary>
    public void Dispose()
    {
        batch = null;
        pools = [];
    }
}
