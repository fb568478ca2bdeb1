using System.Globalization;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Differentiation.Host;

namespace FourA2A.Bench.Stages;

/// <summary>
/// All chunks of a batch at one stage of the host's chain.
/// </summary>
internal sealed class StageRuns
{
    /// <summary>Numbers of the stages in the chain.</summary>
    public const int Ballistics = 2;
    public const int PreEmphasis = 4;

    // Sums of a million products of either sign.
    private const double Tolerance = 1e-10;

    private readonly ChunkBatch batch;

    public StageRuns(ChunkBatch batch, CoreParameters parameters, int stage)
    {
        this.batch = batch;
        Chunks = [.. batch.Chunks.Select(chunk => new StageRun(new HostChain(batch, chunk, new SignalPool()), parameters, stage, new Random(chunk)))];
    }

    /// <summary>One for each chunk.</summary>
    public IReadOnlyList<StageRun> Chunks { get; }

    /// <summary>What is wrong with the rules, or null.</summary>
    public string? Disagreement()
    {
        // Max would pass over NaN.
        var worst = Chunks.Select(chunk => chunk.Disagreement()).Aggregate(Math.Max);
        return worst <= Tolerance
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Stage in double: expected rules that are each other's transposes within {Tolerance:E0}, found {worst:E1}");
    }

    /// <summary>A rule on every chunk, on one thread and on all.</summary>
    /// <param name="name">Name of the work.</param>
    /// <param name="arrays">Arrays read and written.</param>
    /// <param name="rule">The rule.</param>
    public IEnumerable<BenchWork> Works(string name, int arrays, Func<StageRun, double[]> rule)
        => Machine.Threads.Select(threads =>
        {
            var shape = BatchShape.Of(batch);
            var bytes = arrays * sizeof(double) * shape.Samples;
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
            using var named = new HostStages(threads);
            return new BenchWork(
                named.Name, name, shape, (arrays - 1.0) * sizeof(double) * shape.Samples, bytes, Bound.ProcessorCopy(threads), bytes,
                () => WallClock.Seconds(() => Parallel.ForEach(Chunks, options, chunk => rule(chunk))));
        });
}
