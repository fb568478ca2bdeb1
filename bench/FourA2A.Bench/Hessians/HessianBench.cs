using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Objective;

namespace FourA2A.Bench.Hessians;

/// <summary>
/// Evaluations of many ways on batches of many sizes, all interleaved, each held against the serial referee first.
/// </summary>
internal sealed class HessianBench : IDisposable
{
    private readonly List<HessianWay.Running> running = [];
    private readonly List<BenchWork> works = [];

    /// <summary>What is timed.</summary>
    public IReadOnlyList<BenchWork> Works => works;

    /// <summary>
    /// Starts every way of the cases and checks it.
    /// </summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Start(IEnumerable<HessianCase> cases)
    {
        using var referee = new SerialEngine();
        foreach (var (chunks, chunkSeconds, ways) in cases)
        {
            var batch = BenchSignals.Batch(chunks, chunkSeconds);
            var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
            referee.Upload(batch);
            var expected = referee.Evaluate(parameters, EvaluationOrder.ExactHessian);
            foreach (var way in ways)
            {
                // Once to check it and to have the program's own first allocations over, once to see what it allocates itself.
                var (found, first) = Started(way, batch, parameters);
                first.Owner.Dispose();
                if (Agreement.Problem(found, expected, way.Order, way.Tolerance) is { } problem)
                {
                    return $"{way.Engine}, {way.Work}, {chunks} chunks: {problem}";
                }

                var before = GC.GetTotalAllocatedBytes(precise: true);
                var (_, second) = Started(way, batch, parameters);
                var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
                running.Add(second);
                if (!way.OnCard && second.Bytes() > allocated)
                {
                    return $"{way.Engine}, {way.Work}, {chunks} chunks: expected at most the {allocated} bytes that were allocated, found {second.Bytes()} counted";
                }

                var shape = BatchShape.Of(batch);
                works.Add(new(
                    way.Engine,
                    way.Work,
                    shape,
                    way.OnCard ? second.Bytes() : allocated,
                    way.AudioBytes * shape.Samples,
                    way.Bound,
                    way.BoundAmount * shape.Samples,
                    () => WallClock.Seconds(() => second.Evaluate(parameters))));
            }
        }

        return null;
    }

    public void Dispose() => running.ForEach(way => way.Owner.Dispose());

    private static (Evaluation Found, HessianWay.Running Running) Started(HessianWay way, ChunkBatch batch, CoreParameters parameters)
    {
        var started = way.Start();
        started.Upload(batch);
        return (started.Evaluate(parameters), started);
    }
}
