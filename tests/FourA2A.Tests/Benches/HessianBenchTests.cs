using FourA2A.Bench;
using FourA2A.Bench.Hessians;
using FourA2A.Bench.Hessians.Counting;
using FourA2A.Bench.Rows;
using FourA2A.Bench.Scaling;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

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

        // Two workers, each with the strategy's arrays and two more of a chunk; other tests allocate too, so that there is no upper limit.
        var memory = bench.Works.ToDictionary(work => (work.Engine, work.Work), work => work.MemoryBytes);
        var chunk = sizeof(double) * bench.Works[0].Shape.Samples / ChunkBatch.Lanes;
        Assert.True(memory[(ways[^1].Engine, HessianKind.ReverseOverReverse.Word())] >= 2 * (15 + 2) * chunk);
        Assert.True(memory[(ways[^1].Engine, HessianKind.ForwardOverReverse.Word())] >= 2 * (29 + 2) * chunk);
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
    [InlineData(0.25)]
    [InlineData(12)]
    public void Cases_HaveEveryRowOnce(double chunkSeconds)
    {
        var rows = HessianVerb.Cases([2, ChunkBatch.Lanes, ChunkBatch.Lanes], chunkSeconds, slowChunks: ChunkBatch.Lanes, card: null)
            .Concat(ScaleVerb.Cases([1, 12, 12], [ChunkBatch.Lanes, 32, 32], card: null).Select(point => point.Case with { ChunkSeconds = -point.Case.ChunkSeconds }))
            .SelectMany(batch => batch.Ways.Select(way => new RowKey(way.Engine, way.Work, batch.Chunks, batch.ChunkSeconds))).ToList();
        Assert.Equal(rows.Distinct(), rows);
        Assert.Contains(rows, row => row.Chunks == ChunkBatch.Lanes && row.ChunkSeconds == 0.25);
        Assert.Contains(rows, row => row.Chunks == ChunkBatch.Lanes && row.ChunkSeconds == -12);
    }

    [Fact]
    public void Problem_SeesNaNAndWhatIsMissing()
    {
        var batch = BenchSignals.Batch(1, ChunkSeconds);
        using var referee = new SerialEngine();
        referee.Upload(batch);
        var expected = referee.Evaluate(CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate), EvaluationOrder.ExactHessian);
        Assert.Null(Problem(expected, EvaluationOrder.ExactHessian));
        Assert.Null(Problem(new(expected.Loss), EvaluationOrder.Loss));
        Assert.EndsWith("found gradient NaN", Problem(expected with { Gradient = OneNaN(expected.Gradient!.ToColumnMatrix()).Column(0) }, EvaluationOrder.Gradient), StringComparison.Ordinal);
        Assert.EndsWith("found Gauss-Newton matrix NaN", Problem(expected with { GaussNewton = OneNaN(expected.GaussNewton!) }, EvaluationOrder.ExactHessian), StringComparison.Ordinal);
        Assert.EndsWith("found Hessian NaN", Problem(expected with { Hessian = OneNaN(expected.Hessian!) }, EvaluationOrder.ExactHessian), StringComparison.Ordinal);
        Assert.EndsWith("found no gradient", Problem(new(expected.Loss), EvaluationOrder.Gradient), StringComparison.Ordinal);
        Assert.EndsWith("found no Gauss-Newton matrix", Problem(expected with { GaussNewton = null }, EvaluationOrder.GaussNewton), StringComparison.Ordinal);
        Assert.EndsWith("found no Hessian", Problem(expected with { Hessian = null }, EvaluationOrder.ExactHessian), StringComparison.Ordinal);

        string? Problem(Evaluation found, EvaluationOrder order) => Agreement.Problem(found, expected, order, 1e-10);

        static Matrix<double> OneNaN(Matrix<double> matrix)
        {
            var result = matrix.Clone();
            result[3, matrix.ColumnCount - 1] = double.NaN;
            return result;
        }
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
