using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Tests.Simulation;

public sealed class RecoveryProblemTests
{
    private static readonly ArraySignal Loop = Excerpt(ShippedRecordings.Load(ShippedRecordings.Loop), 1);

    [Fact]
    public void RandomSettings_LieInTheirRangesAndRepeat()
    {
        var settings = RecoveryProblem.RandomSettings(500, 3);
        Assert.Equal(settings, RecoveryProblem.RandomSettings(500, 3));
        Assert.NotEqual(settings, RecoveryProblem.RandomSettings(500, 4));
        Assert.All(settings, s =>
        {
            Assert.InRange(s.ThresholdDb, -50, -5);
            Assert.InRange(s.Ratio, 1.1, 19);
            Assert.InRange(s.AttackMs, 0.12, 95);
            Assert.InRange(s.ReleaseMs, 12, 950);
            Assert.InRange(s.MakeUpDb, -6, 6);
        });
    }

    [Fact]
    public void IsIdentifiable_AsksForCompression()
    {
        Assert.True(RecoveryProblem.Create("loop", Loop, new(-30, 4, 2, 100, 0)).IsIdentifiable());
        Assert.False(RecoveryProblem.Create("loop", Loop, new(-1, 4, 2, 100, 0)).IsIdentifiable());
    }

    [Fact]
    public void IsRecovered_HasTheTolerancesOfEachParameter()
    {
        var truth = new CompressorParameters(-30, 4, 2, 100, 0);
        var problem = new RecoveryProblem("loop", truth, Loop, Loop, 1);
        Assert.True(problem.IsRecovered(new(-30.009, 4.0039, 2.0019, 100.09, 0.009)));
        Assert.False(problem.IsRecovered(truth with { ThresholdDb = -30.011 }));
        Assert.False(problem.IsRecovered(truth with { Ratio = 4.0041 }));
        Assert.False(problem.IsRecovered(truth with { AttackMs = 1.9979 }));
        Assert.False(problem.IsRecovered(truth with { ReleaseMs = 100.11 }));
        Assert.False(problem.IsRecovered(truth with { MakeUpDb = 0.011 }));
    }

    internal static ArraySignal Excerpt(ArraySignal signal, double seconds)
        => new(signal.Samples[..(int)Math.Min(signal.SampleCount, seconds * signal.SampleRate)].ToArray(), signal.SampleRate);
}
