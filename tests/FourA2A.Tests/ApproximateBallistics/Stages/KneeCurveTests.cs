using FourA2A.ApproximateBallistics.Stages;

namespace FourA2A.Tests.ApproximateBallistics.Stages;

public sealed class KneeCurveTests
{
    [Fact]
    public void Attenuation_StartsAtTheThresholdAndBendsOverTheKnee()
    {
        var curve = new KneeCurve(-20, 4, 6);
        Assert.Equal(0, curve.AttenuationDb(-20));
        Assert.Equal(-0.75 * 3 * 3 / 12, curve.AttenuationDb(-17), 1e-12);
        Assert.Equal(-0.75 * 3, curve.AttenuationDb(-14), 1e-12);
        Assert.Equal(-0.75 * 17, curve.AttenuationDb(0), 1e-12);
        Assert.Equal(-0.75 * 20, (curve with { KneeDb = 0 }).AttenuationDb(0), 1e-12);
    }

    [Theory]
    [InlineData(-20, 4, 6)]
    [InlineData(-33.3, 1.07, 0.8)]
    [InlineData(-50, 20, 24)]
    [InlineData(-10, 3, 0)]
    public void Vjp_IsTheDerivative(double threshold, double ratio, double knee)
    {
        var random = new Random(1);

        // No level within a step of a kink, where a difference would see both sides.
        double[] levels = [.. Enumerable.Range(0, 500).Select(_ => -60 + (60 * random.NextDouble()))
            .Where(level => Math.Abs(level - threshold) > 0.01 && Math.Abs(level - threshold - knee) > 0.01)];
        var adjoint = ApproximateSignals.Numbers(random, levels.Length);
        var found = new KneeCurve(threshold, ratio, knee).Vjp(levels, adjoint);
        AssertNear(FiniteDifference.Central(t => Sum(levels, adjoint, new(t, ratio, knee)), threshold, 1e-3), found.ThresholdDb);
        AssertNear(FiniteDifference.Central(r => Sum(levels, adjoint, new(threshold, r, knee)), ratio, 1e-4), found.Ratio);
        AssertNear(FiniteDifference.OneSided(w => Sum(levels, adjoint, new(threshold, ratio, w)), knee, 1e-4), found.KneeDb);
    }

    [Fact]
    public void Vjp_AtTheThreshold_IsThatBelow()
    {
        foreach (var knee in new[] { 0.0, 6 })
        {
            var found = new KneeCurve(-20, 4, knee).Vjp([-20], [1]);
            Assert.Equal((0, 0, 0), found);
            Assert.Equal(FiniteDifference.OneSided(t => Sum([-20], [1], new(t, 4, knee)), -20, 1e-3), found.ThresholdDb, 1e-12);
        }
    }

    [Fact]
    public void Vjp_AtTheEndOfTheKnee_IsThatAbove()
    {
        var found = new KneeCurve(-20, 4, 6).Vjp([-14], [1]);
        AssertNear(FiniteDifference.OneSided(t => Sum([-14], [1], new(t, 4, 6)), -20, -1e-3), found.ThresholdDb);
        AssertNear(FiniteDifference.OneSided(w => Sum([-14], [1], new(-20, 4, w)), 6, -1e-3), found.KneeDb);
        AssertNear(FiniteDifference.Central(r => Sum([-14], [1], new(-20, r, 6)), 4, 1e-3), found.Ratio);
    }

    [Fact]
    public void Vjp_AtTheEndsOfTheRanges_IsThatTowardsTheInside()
    {
        double[] levels = [-19.5, -10, -3];
        var found = new KneeCurve(-20, 1, 0).Vjp(levels, [1, 1, 1]);
        AssertNear(FiniteDifference.OneSided(r => Sum(levels, [1, 1, 1], new(-20, r, 0)), 1, 1e-4), found.Ratio);
        found = new KneeCurve(-20, 4, 0).Vjp(levels, [1, 1, 1]);
        AssertNear(FiniteDifference.OneSided(w => Sum(levels, [1, 1, 1], new(-20, 4, w)), 0, 1e-3), found.KneeDb);
    }

    private static double Sum(double[] levels, double[] weights, KneeCurve curve)
    {
        var attenuation = new double[levels.Length];
        curve.Forward(levels, attenuation);
        return ApproximateSignals.Dot(attenuation, weights);
    }

    private static void AssertNear(double expected, double found)
        => Assert.Equal(expected, found, FiniteDifference.Tolerance * (1 + Math.Abs(expected)));
}
