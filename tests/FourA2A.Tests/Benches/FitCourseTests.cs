using FourA2A.Bench.Tasks;

namespace FourA2A.Tests.Benches;

/// <summary>How <c>bench tasks</c> compares the times of two fits.</summary>
public sealed class FitCourseTests
{
    // Errors need not fall: a fit that minimises another measure passes by.
    private static readonly FitCourse Slow = new([new(0, 0.9, 9), new(10, 0.3, 5), new(20, 0.5, 4), new(40, 0.4, 3)]);
    private static readonly FitCourse Fast = new([new(0.1, 0.8, 8), new(0.5, 0.4, 6), new(1, 0.01, 3.5)]);

    [Theory]
    [InlineData(0.9, 0.0)]
    [InlineData(0.4, 10.0)]
    [InlineData(0.3, 10.0)]
    [InlineData(0.29, null)]
    public void TimeToReach_IsTheFirstTimeAtOrBelow(double value, double? expected)
        => Assert.Equal(expected, Slow.TimeToReach(point => point.Esr, value));

    [Fact]
    public void Ratio_OfEsrIsOfTheTimesToTheFinalOfEither()
        => Assert.Equal([0.4, 0.01, 10.0, 0.5, 0.05, 1.0, FitCourse.Never, FitCourse.Never], FitCourse.Ratio(Slow, 0.4, Fast, 0.01, point => point.Esr));

    [Fact]
    public void Ratio_OfWhatTheOtherNeverReachesSaysSo()
        => Assert.Equal([3.0, 3.5, 40.0, FitCourse.Never, FitCourse.Never, 1.0, 40.0, 40.0], FitCourse.Ratio(Slow, 3, Fast, 3.5, point => point.SpectrogramLoss));

    [Fact]
    public void Ratio_HasAsManyColumns()
        => Assert.Equal(FitCourse.RatioColumns("a", "b").Length, FitCourse.Ratio(Slow, 0.4, Fast, 0.01, point => point.Esr).Length);
}
