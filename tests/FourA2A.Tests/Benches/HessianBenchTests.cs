using FourA2A.Bench.Hessians;
using FourA2A.Bench.Hessians.Counting;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Tests.Benches;

/// <summary>What <c>bench hessian</c> does, where its times mean nothing.</summary>
public sealed class HessianBenchTests
{
    private const double ChunkSeconds = 0.1;

    [Fact]
    public void Start_FindsEveryWayOnTheProcessorToAgree()
    {
        using var bench = new HessianBench();
        HessianWay[] ways = [.. HessianWays.Simd(HessianWays.Widths[^1], 1, Enum.GetValues<EvaluationOrder>()), .. HessianWays.Serial(2)];
        Assert.Null(bench.Start([new(ChunkBatch.Lanes, ChunkSeconds, ways)]));
        Assert.Equal(ways.Select(way => (way.Engine, way.Work)), bench.Works.Select(work => (work.Engine, work.Work)));
        Assert.All(bench.Works, work => Assert.True(work.Take() > 0));
        Assert.All(bench.Works, work => Assert.Equal(ChunkBatch.Lanes, work.Shape.Chunks));

        // Arrays of a chunk for each worker: one more worker, and one array more, are seen.
        var memory = bench.Works.ToDictionary(work => (work.Engine, work.Work), work => work.MemoryBytes);
        var least = memory[(ways[^1].Engine, HessianKind.ReverseOverReverse.Word())];
        var most = memory[(ways[^1].Engine, HessianKind.ForwardOverReverse.Word())];
        Assert.InRange(most / least, 1.6, 2);
        Assert.All(bench.Works.Take(4), work => Assert.InRange(work.MemoryBytes, 1, 1e6));
    }

    [Fact]
    public void Start_NamesTheWayThatDisagrees()
    {
        using var bench = new HessianBench();
        var right = HessianWays.Simd(HessianWays.Widths[^1], 1, EvaluationOrder.ExactHessian).Single();
        var wrong = right with
        {
            Start = () => right.Start() is var running ? running with { Evaluate = parameters => Double(running.Evaluate(parameters)) } : null!,
        };
        Assert.Contains("found Hessian", bench.Start([new(ChunkBatch.Lanes, ChunkSeconds, [wrong])]), StringComparison.Ordinal);
        Assert.Empty(bench.Works);

        static Evaluation Double(Evaluation evaluation) => evaluation with { Hessian = 2 * evaluation.Hessian! };
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e-5)]
    public void Problem_SeesALossThatIsOff(double relative)
    {
        using var bench = new HessianBench();
        var right = HessianWays.Serial(1).First();
        var wrong = right with
        {
            Start = () => right.Start() is var running
                ? running with { Evaluate = parameters => running.Evaluate(parameters) is var evaluation ? evaluation with { Loss = evaluation.Loss * (1 + relative) } : null! }
                : null!,
        };
        Assert.Contains("found loss", bench.Start([new(ChunkBatch.Lanes, ChunkSeconds, [wrong])]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HessianKind.ReverseOverReverse, 16, 5, 25, 0, 15)]
    [InlineData(HessianKind.ForwardOverReverse, 16, 5, 25, 0, 29)]
    [InlineData(HessianKind.ReverseOverForward, 21, 25, 21, 0, 25)]
    [InlineData(HessianKind.ForwardOverForward, 21, 0, 0, 58, 23)]
    public void Of_CountsTheRunsOfStagesAndLoss(HessianKind kind, int jvp, int vjp, int jvpOfVjp, int jvpOfJvp, int arrays)
    {
        var counts = StrategyCounts.Of(kind);
        Assert.Equal((6, jvp, vjp, jvpOfVjp, jvpOfJvp), (counts.Forward, counts.Jvp, counts.Vjp, counts.JvpOfVjp, counts.JvpOfJvp));
        Assert.Equal(arrays, counts.MostArrays);
        Assert.True(counts.Passes > 3 * (jvp + vjp + jvpOfVjp + jvpOfJvp));
    }

    [Fact]
    public void BoundsOfTheProcessor_TakeTime()
    {
        Assert.True(Bound.ProcessorCopy(2).Take() > 0);
        Assert.True(Bound.ProcessorMultiplyAdds(2).Take() > 0);
        Assert.Equal(2 * Bound.ProcessorMultiplyAdds(1).Amount, Bound.ProcessorMultiplyAdds(2).Amount);
    }
}
