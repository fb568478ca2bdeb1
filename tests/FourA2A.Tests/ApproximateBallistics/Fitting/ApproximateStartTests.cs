using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

public sealed class ApproximateStartTests
{
    private static readonly FrameGrid Grid = new(44100);

    [Fact]
    public void Start_IsThePublishedOne_AtTheMeanLevelOfWhatSounds()
    {
        var start = ApproximateStart.Of([-10, -20, -30, -160, -75], Grid, ApproximateRanges.Default);
        Assert.Equal(-20, start.ThresholdDb, 1e-9);
        Assert.Equal(2, start.Ratio, 1e-9);
        Assert.Equal(2, start.KneeDb, 1e-9);
        Assert.Equal(0.1, start.MakeUpDb, 1e-9);

        // 45 and 450 frames of 10 samples.
        Assert.Equal(450 / 44.1, start.AttackMs, 1e-9);
        Assert.Equal(450 / 44.1, start.SmoothingMs, 1e-9);
        Assert.Equal(4500 / 44.1, start.ReleaseMs, 1e-9);
    }

    [Fact]
    public void Start_LiesInTheRanges()
    {
        var ranges = ApproximateRanges.Default with { MinimumRatio = 3, MaximumReleaseMs = 50 };
        Assert.Equal((-60.0, 3.0, 50.0), OfLevels([-100]));
        Assert.Equal((0.0, 3.0, 50.0), OfLevels([]));

        (double ThresholdDb, double Ratio, double ReleaseMs) OfLevels(double[] levels)
        {
            var start = ApproximateStart.Of(levels, Grid, ranges);
            return (start.ThresholdDb, start.Ratio, start.ReleaseMs);
        }
    }
}
