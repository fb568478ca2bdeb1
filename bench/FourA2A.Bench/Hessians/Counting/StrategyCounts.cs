using FourA2A.Bench.Rows;
using FourA2A.Compressor;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Newton;

namespace FourA2A.Bench.Hessians.Counting;

/// <summary>
/// Why one strategy takes longer than another and holds more: what each does, counted, beside what was timed.
/// </summary>
internal static class StrategyCounts
{
    public const string Table = "What the strategies do, for each chunk";

    private const double CountedSeconds = 0.01;

    // Dry signal and target in double, which the stages on the host hold beside what a strategy rents.
    private const double OwnArrays = 2;

    /// <summary>Counts one evaluation of one chunk.</summary>
    public static RuleCounts Of(HessianKind kind)
    {
        var counting = new CountingBatch<double[]>(new HostStages(1));
        using var strategy = StagedHessian.Create(kind, counting);
        var batch = BenchSignals.Batch(1, CountedSeconds);
        strategy.Upload(batch);
        strategy.Evaluate(CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate));
        return counting.Counts;
    }

    /// <summary>
    /// The counts, and for each engine that has run all strategies on the same batch the ratios to the first of them: predicted from array passes and from
    /// arrays held, and found.
    /// </summary>
    public static void Add(BenchResults results, IReadOnlyList<BenchRow> rows)
    {
        var counts = StagedHessian.Kinds.ToDictionary(kind => kind.Word(), Of, StringComparer.Ordinal);
        var first = counts[StagedHessian.Kinds[0].Word()];
        results.AddTable(
            Table,
            [
                "engine", "chunks", "work", "forward", "JVP", "VJP", "JVP of VJP", "JVP of JVP", "array passes", "arrays at most",
                "predicted time ratio", "time ratio", "predicted memory ratio", "memory ratio",
            ],
            rows.Where(row => counts.ContainsKey(row.Work.Work))
                .GroupBy(row => (row.Work.Engine, row.Work.Shape))
                .Where(group => group.Count() == counts.Count)
                .SelectMany(group => group.Select(row =>
                {
                    var (count, reference) = (counts[row.Work.Work], group.First());
                    return new object[]
                    {
                        row.Work.Engine, row.Work.Shape.Chunks, row.Work.Work,
                        count.Forward, count.Jvp, count.Vjp, count.JvpOfVjp, count.JvpOfJvp, count.Passes, count.MostArrays,
                        (double)count.Passes / first.Passes,
                        row.Median / reference.Median,
                        (count.MostArrays + OwnArrays) / (first.MostArrays + OwnArrays),
                        row.Work.MemoryBytes / reference.Work.MemoryBytes,
                    };
                })));
    }
}
