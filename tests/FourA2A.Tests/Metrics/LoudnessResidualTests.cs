using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class LoudnessResidualTests
{
    // A float of a level is off by half a unit in its last place, 2^-24, 5e-7 dB.
    private const double Tolerance = 2e-6;

    [Fact]
    public void Figures_AreThoseByHand()
    {
        var residual = LoudnessResidual.Between(Steps(-9, -22, -30.5, -40), Steps(-10, -20, -30, -40));
        Assert.Equal([1, -2, -0.5, 0], residual.DifferencesDb, (a, b) => Math.Abs(a - b) < Tolerance);
        Assert.Equal(4, residual.WindowCount);
        Assert.Equal(3.5 / 4, residual.MeanAbsoluteDb, Tolerance);
        Assert.Equal(2, residual.LargestDb, Tolerance);
    }

    [Fact]
    public void Percentile_LiesBetweenTheLargest()
    {
        // Magnitudes 1 to 20 in a mixed order: the 0.95 (20 + 1/3) + 1/3 = 19.65th of them.
        double[] magnitudes = [.. Enumerable.Range(0, 20).Select(n => 1.0 + (7 * n % 20))];
        var residual = LoudnessResidual.Between(Steps([.. magnitudes.Select((value, n) => -30 + (n % 2 == 0 ? value : -value))]), Steps(new double[20].Select(_ => -30.0).ToArray()));
        Assert.Equal(19.65, residual.Percentile95Db, Tolerance);
        Assert.Equal(10.5, residual.MeanAbsoluteDb, Tolerance);
        Assert.Equal(20, residual.LargestDb, Tolerance);
    }

    [Fact]
    public void WindowsFarBelowTheLoudest_DoNotCount()
    {
        var residual = LoudnessResidual.Between(Steps(-11, -58, -90), Steps(-10, -59.9, -60.1));
        Assert.Equal(2, residual.WindowCount);
        Assert.Equal(1.9, residual.LargestDb, Tolerance);
        Assert.Equal(3, residual.DifferencesDb.Length);
    }

    [Fact]
    public void Predicate_PicksWindowsByTheirTime()
    {
        var residual = LoudnessResidual.Between(Steps(-11, -12, -13, -10), Steps(-10, -10, -10, -10), seconds => seconds is > 0.005 and < 0.015);
        Assert.Equal(2, residual.WindowCount);
        Assert.Equal(2.5, residual.MeanAbsoluteDb, Tolerance);
        Assert.Equal(3, residual.LargestDb, Tolerance);
    }

    [Fact]
    public void NoWindows_GiveNaN()
    {
        var residual = LoudnessResidual.Between(Steps(-11), Steps(-10), _ => false);
        Assert.Equal(0, residual.WindowCount);
        Assert.All([residual.MeanAbsoluteDb, residual.Percentile95Db, residual.LargestDb], value => Assert.True(double.IsNaN(value)));
        Assert.Empty(LoudnessResidual.Between(Steps(), Steps()).DifferencesDb);
    }

    [Fact]
    public void SignalsOfOtherLengthOrRate_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => LoudnessResidual.Between(Steps(-10), Steps(-10, -10)));
        Assert.Throws<ArgumentException>(() => LoudnessResidual.Between(Steps(-10), new ArraySignal(new float[40], 44100)));
        Assert.Throws<ArgumentException>(() => LoudnessResidual.Between(LoudnessCurve.Measure(Steps(-10)), LoudnessCurve.Measure(Steps(-10, -10))));
    }

    // One window of 5 ms at each level.
    private static ArraySignal Steps(params double[] levelsDb)
        => new(levelsDb.SelectMany(level => Enumerable.Repeat((float)Math.Pow(10, level / 20), 40)).ToArray(), 8000);
}
