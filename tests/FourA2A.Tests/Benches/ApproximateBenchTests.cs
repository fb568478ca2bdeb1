using FourA2A.Bench.Approximate;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Tests.Benches;

/// <summary>What <c>bench approximate</c> does, where its times mean nothing.</summary>
public sealed class ApproximateBenchTests
{
    private const double Seconds = 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_OfWhatIsTimedIsRight(int threads)
    {
        var check = new ApproximateCase(Seconds, threads).Check();
        Assert.True(check.IsRight, check.ToString());
        Assert.True(check.OutputError > 0);
    }

    [Fact]
    public void Check_SeesWhatIsOff()
    {
        var right = new ApproximateCheck(1e-6, 1e-8, 1e-12, 1e-12, 4);
        Assert.True(right.IsRight);
        Assert.False((right with { GradientError = 2e-5 }).IsRight);
        Assert.False((right with { GradientError = double.NaN }).IsRight);
        Assert.False((right with { OutputError = 2e-6 }).IsRight);
        Assert.False((right with { LossError = double.NaN }).IsRight);
        Assert.False((right with { AdjointError = 2e-9 }).IsRight);
        Assert.False((right with { GainRangeDb = 2.9 }).IsRight);
        Assert.False((right with { GainRangeDb = double.NaN }).IsRight);
    }

    [Fact]
    public void GainRange_OfWhatIsNotCompressedIsNone()
    {
        var loop = ShippedRecordings.Load(ShippedRecordings.Loop);
        Assert.Equal(0, ApproximateCheck.GainRange(loop, loop));
        Assert.True(ApproximateCheck.GainRange(loop, RmsCompressorSettings.PublishedSpeech.Render(loop)) > 3);
    }

    [Fact]
    public void OfGradient_IsTheErrorOfTheWorstDerivative()
    {
        // Of the square of the length, whose central differences are exact but for rounding.
        static double Value(double[] point) => point.Sum(x => x * x);
        Assert.InRange(ApproximateCheck.OfGradient(Value, [1, 2, 3], [2, 4, 6]), 0, 1e-9);
        Assert.Equal(0.25, ApproximateCheck.OfGradient(Value, [1, 2, 3], [2, 4, 8]), 6);
        Assert.Equal(double.NaN, ApproximateCheck.OfGradient(Value, [1, 2, 3], [2, double.NaN, 6]));
    }

    [Fact]
    public void Works_AreThePartsAndTheWhole()
    {
        var works = new ApproximateCase(Seconds, 1).Works().ToList();
        Assert.Equal(["forward", "VJP", "Adam", "loss", "loss and adjoint", "iteration"], works.Select(work => work.Work));
        Assert.All(works, work => Assert.True(work.Take() > 0));
        Assert.All(works, work => Assert.Equal(Seconds * 44_100, work.Shape.Samples));
        Assert.True(new ApproximateCase(Seconds, 1).ReferenceWork().Take() > 0);
    }

    [Fact]
    public void Run_StopsOnceAtAnEndThatIsACheckpoint()
        => Assert.Equal([0, 100], FitCheckpoint.Run(new ApproximateCase(Seconds, 1), 100).Select(checkpoint => checkpoint.Iterations));

    [Fact]
    public void Run_StopsAtHundredAndAtTheEnd()
    {
        var course = FitCheckpoint.Run(new ApproximateCase(Seconds, 1), 130);
        Assert.Equal([0, 100, 130], course.Select(checkpoint => checkpoint.Iterations));
        Assert.True(course[2].Loss < course[1].Loss);
        Assert.True(course[2].Seconds > course[1].Seconds);
        Assert.All(course, checkpoint => Assert.Equal(FitCheckpoint.Columns.Length, checkpoint.Cells().Length));
    }
}
