using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Engines;

/// <summary>
/// The referee: double precision, forward mode, one sample after the other. The other engines are held against it.
/// Chunks run in parallel; their sums are added in the order of the chunks, so that the bits of a result do not depend
/// on the number of threads.
/// </summary>
/// <param name="maximumThreads">Threads at most; all processors if null.</param>
public sealed class SerialEngine(int? maximumThreads = null) : IEngine
{
    private readonly int threads = maximumThreads ?? Environment.ProcessorCount;
    private ChunkBatch? uploaded;

    /// <inheritdoc/>
    public string Name => $"serial (double, {threads} {(threads == 1 ? "thread" : "threads")})";

    /// <summary>State and sums of every chunk.</summary>
    public long WorkingBytes => (uploaded?.Chunks.Count() ?? 0) * SerialChunk.Bytes;

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch) => uploaded = batch;

    /// <inheritdoc/>
    public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what) => Evaluate(parameters, what, frozen: null);

    /// <summary>
    /// Holds no resources.
    /// </summary>
    public void Dispose()
    {
    }

    /// <summary>
    /// Evaluates with decisions recorded elsewhere, as a finite difference of the mask-constant derivatives must.
    /// </summary>
    internal Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what, DecisionMasks? frozen)
    {
        var batch = uploaded ?? throw new InvalidOperationException(
            $"Expected a batch to evaluate, found none: call {nameof(Upload)} first.");
        var smoother = parameters.SingleSmoother;
        int[] chunks = [.. batch.Chunks];
        var chunkSums = new SerialSums[chunks.Length];
        Parallel.For(
            0,
            chunks.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => chunkSums[i] = new SerialChunk(parameters, smoother, what).Run(batch, chunks[i], frozen));

        var sums = new SerialSums();
        foreach (var chunk in chunkSums)
        {
            sums.Add(chunk);
        }

        return sums.ToEvaluation(what);
    }
}
