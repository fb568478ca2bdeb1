using System.CommandLine;
using FourA2A.Bench.Hessians;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Objective;

namespace FourA2A.Bench.Scaling;

/// <summary>
/// <c>scale</c>: what an exact Hessian costs against the length of the chunks, their number, and the cores.
/// </summary>
internal static class ScaleVerb
{
    private const string Length = "chunk seconds";
    private const string Number = "chunks";
    private const string Cores = "cores";

    // Two groups for each core, as short as one need be.
    private const double CoresChunkSeconds = 2;

    public static Command Create()
    {
        var lengths = new Option<double[]>("--lengths")
        {
            Description = "Lengths of a chunk, of which 16.", DefaultValueFactory = _ => [1, 2, 4, 8, 15, 30, 60], AllowMultipleArgumentsPerToken = true,
        }.Between(BenchOptions.ShortestChunkSeconds, BenchOptions.LongestChunkSeconds);
        var chunks = BenchOptions.Chunks("Numbers of chunks of 12 s.", [16, 32, 48, 64, 80, 96, 112]);
        var seconds = BenchOptions.Seconds(60);
        var command = new Command("scale", "Times the fused exact Hessian against length, chunks and cores, and fits the exponents.") { lengths, chunks, seconds };
        command.SetAction(result => Run(result.GetValue(lengths)!, result.GetValue(chunks)!, result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(double[] lengths, int[] chunks, double seconds, string command)
    {
        using var card = BenchCard.TryOpen();
        using var bench = new HessianBench();
        var cases = Cases(lengths, chunks, card).ToList();
        if (bench.Start(cases.Select(point => point.Case)) is { } problem)
        {
            Console.Error.WriteLine($"{problem}; nothing is timed.");
            return 1;
        }

        var rows = BenchRounds.Run(bench.Works, seconds);
        var results = new BenchResults("scale", "Cost of the exact Hessian against length, chunks and cores", command);
        results.AddRows(rows, HessianWay.BytesCounted);
        var points = cases.SelectMany(point => point.Case.Ways.Select(_ => (point.Against, point.Size))).ToList();
        results.AddTable(
            "time ~ size^exponent, least squares of the logarithms of the shortest times",
            ["engine", "against", "points", "smallest", "largest", "exponent", "standard error"],
            Exponents(points, rows));
        results.Write();
        return 0;
    }

    /// <summary>One for each engine and what it is held against. An engine's name has its threads; against cores it counts without them.</summary>
    internal static IEnumerable<object[]> Exponents(IReadOnlyList<(string Against, double Size)> points, IReadOnlyList<BenchRow> rows)
        => rows.Zip(points, (row, point) => (Row: row, point.Against, point.Size))
            .GroupBy(point => (Engine: point.Against is Cores ? point.Row.Work.Engine.Split(',')[0] + ")" : point.Row.Work.Engine, point.Against))
            .Where(group => group.Count() > 1)
            .Select(group =>
            {
                double[] sizes = [.. group.Select(point => point.Size)];
                var law = PowerLaw.Fit(sizes, group.Select(point => point.Row.Seconds.Min()));
                return new object[]
                {
                    group.Key.Engine, group.Key.Against, sizes.Length, sizes.Min(), sizes.Max(),
                    law.Exponent, double.IsNaN(law.StandardError) ? "" : law.StandardError,
                };
            });

    /// <summary>None of them twice: 16 chunks of 12 s count among the lengths.</summary>
    internal static IEnumerable<(string Against, double Size, HessianCase Case)> Cases(double[] lengths, int[] chunks, BenchCard? card)
    {
        HessianWay[] ways = [.. Machine.Threads.SelectMany(Simd), .. Serial(Environment.ProcessorCount), .. OnCard(card)];
        lengths = [.. lengths.DistinctBy(BenchSignals.SampleCount)];
        foreach (var length in lengths)
        {
            yield return (Length, length, new(ChunkBatch.Lanes, length, ways));
        }

        var isTimed = lengths.Select(BenchSignals.SampleCount).Contains(BenchSignals.SampleCount(ChunkLayout.DefaultChunkSeconds));
        foreach (var number in chunks.Distinct().Where(number => number != ChunkBatch.Lanes || !isTimed))
        {
            yield return (Number, number, new(number, ChunkLayout.DefaultChunkSeconds, ways));
        }

        foreach (var cores in CoreCounts())
        {
            yield return (Cores, cores, new(2 * ChunkBatch.Lanes * Environment.ProcessorCount, CoresChunkSeconds, [.. Simd(cores), .. Serial(cores)]));
        }
    }

    private static IEnumerable<HessianWay> Simd(int threads) => HessianWays.Simd(HessianWays.Widths[0], threads, EvaluationOrder.ExactHessian);

    private static IEnumerable<HessianWay> Serial(int threads) => HessianWays.Serial(threads).Where(way => way.Work == HessianWays.Word(EvaluationOrder.ExactHessian));

    private static IEnumerable<HessianWay> OnCard(BenchCard? card)
        => card is null ? [] : HessianWays.Card(card.Context, card.Copy, EvaluationOrder.ExactHessian);

    // 1, 2, 4, ... and all.
    private static IEnumerable<int> CoreCounts()
    {
        for (var cores = 1; cores < Environment.ProcessorCount; cores *= 2)
        {
            yield return cores;
        }

        yield return Environment.ProcessorCount;
    }
}
