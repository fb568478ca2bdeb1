using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

public sealed class ScaledCoordinatesTests
{
    private static readonly ScaledCoordinates Coordinates = new(ApproximateRanges.Default);

    [Fact]
    public void Ranges_AreFourLong()
    {
        Assert.All(Coordinates.FromSettings(ApproximateRanges.Default.Minimum), coordinate => Assert.Equal(0, coordinate));
        Assert.All(Coordinates.FromSettings(ApproximateRanges.Default.Maximum), coordinate => Assert.Equal(ScaledCoordinates.Travel, coordinate));
        Assert.Equal(ApproximateRanges.Default.Minimum, Coordinates.ToSettings(new double[7]));
        Assert.Equal(ApproximateRanges.Default.Maximum, Coordinates.ToSettings([4, 4, 4, 4, 4, 4, 4]));
        Assert.Equal(-15, Coordinates.ToSettings([3, 0, 0, 0, 0, 0, 0]).ThresholdDb, 1e-12);
    }

    [Fact]
    public void Settings_ComeBack_AndAreMovedIntoTheirRanges()
    {
        var settings = new ApproximateParameters(-20.5, 1.8, 0, 3.4, 35.1, 37.6, 13.2);
        Assert.All(
            settings.ToArray().Zip(Coordinates.ToSettings(Coordinates.FromSettings(settings)).ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(20, Coordinates.ToSettings(Coordinates.FromSettings(settings with { Ratio = 100 })).Ratio);
    }

    // The chain of a function with derivative 1 by every setting.
    [Fact]
    public void Gradient_IsThatOfTheCoordinates()
    {
        double[] point = [1, 2, 3, 0.5, 1.5, 2.5, 3.5], gradient = [1, 1, 1, 1, 1, 1, 1];
        const double Step = 1e-5;
        Coordinates.ScaleGradient(point, gradient);
        for (var n = 0; n < point.Length; n++)
        {
            // Rounding of a sum of hundreds, 1e-13, over the step; the ratio's third derivative times its square.
            double[] below = [.. point], above = [.. point];
            (below[n], above[n]) = (below[n] - Step, above[n] + Step);
            Assert.Equal((Coordinates.ToSettings(above).ToArray().Sum() - Coordinates.ToSettings(below).ToArray().Sum()) / (2 * Step), gradient[n], 1e-7);
        }
    }

    // A ratio of 1 leaves nothing for the others to do: from the published start it is no nearer than a threshold is far.
    [Fact]
    public void Ratio_IsLinearInItsSlope()
    {
        Assert.Equal(4 * 0.5 / 0.95, Coordinates.FromSettings(Settings(2))[1], 1e-12);
        Assert.Equal(4 * 0.4 / 0.95, Coordinates.FromSettings(Settings(10))[1] - Coordinates.FromSettings(Settings(2))[1], 1e-12);
        var narrow = new ScaledCoordinates(ApproximateRanges.Default with { MinimumRatio = 3, MaximumRatio = 7 });
        Assert.Equal(3, narrow.ToSettings(new double[7]).Ratio);
        Assert.Equal(1 / (1 - (((2.0 / 3) + (6.0 / 7)) / 2)), narrow.ToSettings([0, 2, 0, 0, 0, 0, 0]).Ratio, 1e-12);

        static ApproximateParameters Settings(double ratio) => new(-20, ratio, 2, 0, 10, 100, 10);
    }

    [Fact]
    public void Edges_AreNamed_ExceptTheHardKnee()
    {
        Assert.Empty(Coordinates.AtEdge([1, 1, 0, 1, 1, 1, 1]));
        Assert.Equal<string>(["thresholdDb", "kneeDb", "smoothingMs"], Coordinates.AtEdge([0, 1, 4, 1, 1, 1, 4]));
        Assert.Equal<string>(["kneeDb"], new ScaledCoordinates(ApproximateRanges.Default with { MinimumKneeDb = 1 }).AtEdge([1, 1, 0, 1, 1, 1, 1]));
    }

    // As far as Adam swings around a clamp; farther in lies a setting of its own.
    [Fact]
    public void Edges_HaveAWidth()
    {
        Assert.Equal<string>(["ratio", "releaseMs"], Coordinates.AtEdge([1, 2e-6, 1e-3, 1, 1, 3.999, 1]));
        Assert.Empty(Coordinates.AtEdge([1, 0.01, 0, 1, 0.01, 3.99, 1]));
    }
}
