using System.CommandLine;
using FourA2A.Bench.Hessians.Counting;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Engines;
using FourA2A.Objective;

namespace FourA2A.Bench.Hessians;

/// <summary>
/// <c>hessian</c>: all ways to second derivatives on all engines of the machine, on batches of several sizes.
/// </summary>
internal static class HessianVerb
{
    // 2 MB of audio: what the kernels cost where memory does not hold them up.
    private const double CachedChunkSeconds = 0.25;

    private static readonly EvaluationOrder[] AllOrders = Enum.GetValues<EvaluationOrder>();

    public static Command Create()
    {
        var chunks = BenchOptions.Chunks("Sizes of the batch; at 16 all vector widths, loss and gradient are timed too.", [1, 2, 4, 8, 16, 32, 64, 128]);
        var chunkSeconds = BenchOptions.ChunkSeconds();
        var slow = new Option<int>("--slow-chunks") { Description = "Largest batch for the serial engine and the staged strategies.", DefaultValueFactory = _ => ChunkBatch.Lanes };
        var seconds = BenchOptions.Seconds(60);
        var command = new Command("hessian", "Times all ways to second derivatives on all engines of the machine, after a check against the serial referee.")
        {
            chunks, chunkSeconds, slow, seconds,
        };
        command.SetAction(result => Run(
            result.GetValue(chunks)!, result.GetValue(chunkSeconds), result.GetValue(slow), result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(int[] chunks, double chunkSeconds, int slowChunks, double seconds, string command)
    {
        var results = new BenchResults("hessian", "Ways to second derivatives", command);
        using var card = BenchCard.TryOpen();
        using var bench = new HessianBench();
        if (bench.Start(Cases(chunks, chunkSeconds, slowChunks, card)) is { } problem)
        {
            Console.Error.WriteLine($"{problem}; nothing is timed.");
            return 1;
        }

        var cycles = new List<double>();
        long sum = 0;
        var rows = BenchRounds.Run(
            bench.Works, seconds, beforeEach: () => cycles.Add(WallClock.Seconds(() => sum = ProcessorRates.DependentAdds(sum)) / ProcessorRates.DependentAddCycles));
        results.AddRows(rows, HessianWay.BytesCounted);
        results.Add("memory is", HessianWay.MemoryCounted);
        StrategyCounts.Add(results, rows);
        AddCycles(results, rows, cycles);
        results.Write();
        return 0;
    }

    /// <summary>The batches with their ways, none of them twice.</summary>
    internal static IEnumerable<HessianCase> Cases(int[] chunks, double chunkSeconds, int slowChunks, BenchCard? card)
    {
        foreach (var count in chunks.Distinct())
        {
            var (widths, orders) = count == ChunkBatch.Lanes ? (HessianWays.Widths, AllOrders) : (HessianWays.Widths.Take(1), HessianWays.Matrices);
            var ways = Machine.Threads.SelectMany(threads => widths.SelectMany(width => HessianWays.Simd(width, threads, orders))).ToList();
            if (count <= slowChunks)
            {
                // Every worker holds arrays as long as a chunk.
                ways.AddRange((count == ChunkBatch.Lanes ? Machine.Threads : [1]).SelectMany(HessianWays.Serial));
            }

            if (card is not null)
            {
                ways.AddRange(HessianWays.Card(card.Context, card.Copy, orders));
                ways.AddRange(count <= slowChunks ? HessianWays.CardStages(card.Context, card.Copy) : []);
            }

            yield return new(count, chunkSeconds, ways);
        }

        if (!(chunks.Contains(ChunkBatch.Lanes) && BenchSignals.SampleCount(chunkSeconds) == BenchSignals.SampleCount(CachedChunkSeconds)))
        {
            yield return new(ChunkBatch.Lanes, CachedChunkSeconds, [.. HessianWays.Simd(HessianWays.Widths[0], 1, AllOrders)]);
        }
    }

    // Shortest times: what the code needs when nothing else runs.
    private static void AddCycles(BenchResults results, IReadOnlyList<BenchRow> rows, List<double> secondsPerCycle)
    {
        var cycle = secondsPerCycle.Min();
        var multiplyAdds = Bound.ProcessorMultiplyAdds(1);
        var operation = ChunkBatch.Lanes / multiplyAdds.Amount
            * rows.Where(row => string.Equals(row.Work.Bound.Name, Bound.MultiplyAdds, StringComparison.Ordinal) && row.Work.Bound.Amount == multiplyAdds.Amount).Min(row => row.ReferenceSeconds.Min());
        results.Add("clock", 1e-9 / cycle, "GHz");
        results.Add("multiply-adds of 16 lanes a cycle", cycle / operation);
        results.Add("bound: 80 operations a 16-lane sample at that rate", HessianWays.Operations * operation / cycle, "cycles");
        var engines = HessianWays.Widths.Select(width => new SimdEngine(width, 1).Name).ToHashSet(StringComparer.Ordinal);
        results.AddTable(
            "Cycles a 16-lane sample on one core, shortest time",
            ["engine", "work", "chunks", "chunk seconds", "cycles", "times the bound of 80 operations"],
            rows.Where(row => row.Work.Shape.Chunks == ChunkBatch.Lanes && engines.Contains(row.Work.Engine)).Select(row =>
            {
                var sample = row.Seconds.Min() / (row.Work.Shape.Samples / ChunkBatch.Lanes);
                return new object[]
                {
                    row.Work.Engine, row.Work.Work, row.Work.Shape.Chunks, row.Work.Shape.ChunkSeconds, sample / cycle, sample / (HessianWays.Operations * operation),
                };
            }));
    }
}
