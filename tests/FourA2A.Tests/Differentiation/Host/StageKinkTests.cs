using FourA2A.Compressor;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;

namespace FourA2A.Tests.Differentiation.Host;

/// <summary>
/// Which side a stage is on where its function has a kink: the referee's.
/// </summary>
public sealed class StageKinkTests
{
    private static readonly CoreParameters Core = new(-20, 0.5, [new(0.5, 0.25)], 0);

    private readonly double[] sums = new double[HessianSums.Count];

    [Fact]
    public void Level_MovesAboveTheFloorAlone()
    {
        var stage = new LevelStage();
        double[] x = [0, 1e-9, -ModelConstants.LevelFloor, ModelConstants.LevelFloor, 2e-8];
        stage.Forward(Core, x, new double[x.Length]);
        var tangent = new StageTangent<double[]>([0, 0, 0, 0, 0], [1, 1, 1, 1, 1]);
        var first = new double[x.Length];
        var second = new double[x.Length];
        stage.Jvp(tangent, first);
        stage.JvpOfJvp(tangent, tangent, null, second);
        Assert.Equal([0, 0, 0, 0, 1 / (ModelConstants.NepersPerDecibel * 2e-8)], first);
        Assert.Equal([0, 0, 0, 0, -1 / (ModelConstants.NepersPerDecibel * 2e-8 * 2e-8)], second);
    }

    [Fact]
    public void GainComputer_IsInactiveAtTheThreshold()
    {
        var stage = new GainComputerStage(sums);
        double[] x = [-30, -20, double.BitIncrement(-20)];
        stage.Forward(Core, x, new double[x.Length]);
        var found = new double[x.Length];
        stage.Jvp(new StageTangent<double[]>([1, 0, 0, 0, 0], null), found);
        Assert.Equal([0, 0], found[..2]);
        Assert.Equal(ModelConstants.NepersPerDecibel * Core.Slope, found[2], 1e-12);
    }

    // g is 1, then 1 (tie), then 0.75 (attack), then 0.75 (tie), then 0.8125 (release).
    [Fact]
    public void Ballistics_TiesAreRelease()
    {
        var stage = new BallisticsStage(sums);
        double[] x = [1, 1, 0.5, 0.75, 1];
        var y = new double[x.Length];
        stage.Forward(Core, x, y);
        Assert.Equal([1, 1, 0.75, 0.75, 0.8125], y);
        var byTarget = new double[x.Length];
        stage.Jvp(new StageTangent<double[]>([0, 0, 0, 0, 0], [1, 0, 0, 0, 0]), byTarget);
        Assert.Equal(0.25, byTarget[0]);
        Assert.Equal(0.25 * 0.75, byTarget[1]);
        Assert.Equal(0.25 * 0.75 * 0.5, byTarget[2]);
        Assert.Equal(0.25 * 0.75 * 0.5 * 0.75, byTarget[3]);
    }
}
