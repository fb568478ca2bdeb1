using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

public sealed class InactiveParametersTests
{
    private static readonly ApproximateRanges Ranges = ApproximateRanges.Default with { MinimumAttackMs = 0.1, MinimumReleaseMs = 0.1, MinimumSmoothingMs = 0.1 };
    private static readonly ScaledCoordinates Coordinates = new(Ranges);
    private static readonly ApproximateParameters Active = new(-25, 3, 2, 1, 5, 40, 8);
    private static readonly float[] Steps = LevelSteps.Make(0.6);

    [Fact]
    public void GoodStart_HasNone() => Assert.Empty(Find(Steps, Active));

    [Fact]
    public void ThresholdAboveAllLevels_LeavesTheMakeUp()
        => AssertInactive(Steps, Active with { ThresholdDb = -1 }, ["thresholdDb", "ratio", "kneeDb", "attackMs", "releaseMs", "smoothingMs"], "never rises above the threshold of -1.0 dB", "lower threshold");

    [Fact]
    public void RatioOfOne_LeavesRatioAndMakeUp()
        => AssertInactive(Steps, Active with { Ratio = 1 }, ["thresholdDb", "kneeDb", "attackMs", "releaseMs", "smoothingMs"], "ratio of 1", "higher ratio");

    // At a start a ratio next to 1 has a gradient; where Adam ends there, it was clamped to 1 a step before.
    [Fact]
    public void RatioNextToOne_CompressesNothingAtAnEnd()
    {
        double[] levels = [-10, -50, -10, -50];
        var grid = new FrameGrid(44100);
        Assert.DoesNotContain(InactiveParameters.Find(levels, grid, Active with { Ratio = 1.00001 }), found => found.Names.Contains("thresholdDb"));
        var found = Assert.Single(InactiveParameters.FindAtEnd(levels, grid, Active with { Ratio = 1.00001 }));
        Assert.Equal<string>(["thresholdDb", "kneeDb", "attackMs", "releaseMs", "smoothingMs"], found.Names);
        Assert.Equal("a ratio of 1 compresses nothing", found.Reason);
        Assert.DoesNotContain(InactiveParameters.FindAtEnd(levels, grid, Active with { Ratio = 1.01 }), other => other.Names.Contains("thresholdDb"));
    }

    [Fact]
    public void NoFrames_HaveReasonsOfTheirOwn()
    {
        var found = Assert.Single(InactiveParameters.Find([], new FrameGrid(44100), Active));
        Assert.Equal<string>(ApproximateParameters.Names.Remove("makeUpDb"), found.Names);
        Assert.Contains("no longer than a window of 5.0 ms", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void LevelThatStaysAboveTheThreshold_LeavesOutTheRelease()
    {
        var random = new Random(3);
        float[] noise = [.. Enumerable.Range(0, 22050).Select(_ => (float)(random.NextDouble() - 0.5))];
        AssertInactive(noise, Active, ["releaseMs"], "never falls below the threshold", "higher threshold");
    }

    [Fact]
    public void PassagesShorterThanTheAttack_LeaveOutTheSmoothing()
        => AssertInactive(Steps, Active with { ThresholdDb = -20, AttackMs = 100 }, ["smoothingMs"], "longer than the attack of 100.0 ms", "shorter attack");

    [Theory]
    [InlineData("attackMs")]
    [InlineData("releaseMs")]
    [InlineData("smoothingMs")]
    public void TimesBelowAFrame_DoNothing(string name)
    {
        var values = Active.ToArray();
        values[ApproximateParameters.Names.IndexOf(name)] = 0.2;
        AssertInactive(Steps, ApproximateParameters.FromArray(values), [name], "no longer than a frame of 0.227 ms", "longer one");
    }

    // Each does something, but one makes up for the other.
    [Fact]
    public void KneeThatIsNeverLeft_CannotBeToldFromTheRatio()
    {
        var shared = Assert.Single(Find(Steps, Active with { ThresholdDb = -25, KneeDb = 24 }));
        Assert.True(shared.IsShared);
        Assert.Equal<string>(["ratio", "kneeDb"], shared.Names);
        Assert.Contains("cannot be told apart", Assert.Single(InactiveParameters.Lines([shared])), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingButTheMakeUp_IsSaidPlainly()
    {
        var lines = InactiveParameters.Lines(Find(Steps, Active with { ThresholdDb = -1 }));
        Assert.Equal(2, lines.Length);
        Assert.Contains("Nothing but the make-up", lines[1], StringComparison.Ordinal);
    }

    // Where the wet file is silent, it is the loss that does not feel the make-up.
    [Fact]
    public void GradientOfZero_IsNamedWithoutAnyOtherReason()
    {
        var found = InactiveParameters.FindAtStart([-10, -50, -10, -50], new FrameGrid(44100), Active with { AttackMs = 0.25 }, loss: 1, [1, 1, 1, 1e-14, 1, 1, 1]);
        var still = found[^1];
        Assert.Equal<string>(["makeUpDb"], still.Names);
        Assert.Contains("does not change", still.ToString(), StringComparison.Ordinal);
    }

    // What is said to do nothing has no gradient, and all else has one.
    private static void AssertInactive(float[] dry, ApproximateParameters settings, string[] names, string reason, string remedy)
    {
        var found = Assert.Single(Find(dry, settings));
        Assert.Equal<string>(names, found.Names);
        Assert.False(found.IsShared);
        Assert.Contains(reason, found.ToString(), StringComparison.Ordinal);
        Assert.Contains(remedy, found.ToString(), StringComparison.Ordinal);
    }

    private static ImmutableArray<Inactivity> Find(float[] dry, ApproximateParameters settings)
    {
        var target = new float[dry.Length];
        new ApproximateParameters(-30, 4, 1, 2, 3, 60, 4).CreateProcessor(Recordings.SampleRate).Process(dry, target);
        var objective = new ApproximateObjective(dry, target, Recordings.SampleRate, Coordinates);
        var (point, gradient) = (Coordinates.FromSettings(settings), new double[7]);
        var loss = objective.Evaluate(point, gradient);

        // As the objective sees them.
        settings = Coordinates.ToSettings(point);
        var byPassages = InactiveParameters.Find(objective.Levels, objective.Grid, settings);
        var silent = byPassages.Where(found => !found.IsShared).SelectMany(found => found.Names).ToList();
        Assert.Equal(
            ApproximateParameters.Names.Where(name => silent.Contains(name)),
            ApproximateParameters.Names.Where((_, n) => !AdamDescent.IsActive(gradient[n], loss)));
        return InactiveParameters.FindAtStart(objective.Levels, objective.Grid, settings, loss, gradient);
    }
}
