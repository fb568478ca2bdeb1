using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Tests.ApproximateBallistics.Fitting;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment.ApproximateFits;

/// <summary>
/// What is made of a descent that ended at given settings.
/// </summary>
public sealed class ApproximateOutcomeTests
{
    private static readonly ApproximateParameters Found = new(-28, 4, 3, 2, 8, 80, 12);
    private static readonly bool[] AllActive = [true, true, true, true, true, true, true];
    private static readonly ScaledCoordinates Coordinates = new(ApproximateRanges.Default);
    private static readonly ApproximateObjective Objective = new(LevelSteps.Make(0.6), LevelSteps.Make(0.6), Recordings.SampleRate, Coordinates);

    [Fact]
    public void SettingsWithinTheirRanges_AreConverged() => Assert.Equal(FitStatus.Converged, Judge(Found).Status);

    // Adam swings around the clamp: the lowest loss lay 2e-6 of a coordinate inside.
    [Fact]
    public void RatioThatCollapsedToOne_IsNotIdentifiable()
    {
        var fit = Judge(Found with { Ratio = 1.00001 });
        Assert.Equal(FitStatus.NotIdentifiable, fit.Status);
        Assert.Equal<string>(["thresholdDb", "kneeDb", "attackMs", "releaseMs", "smoothingMs"], fit.NotIdentifiable);
        Assert.Contains("a ratio of 1 compresses nothing", fit.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Edges_AreWordedByWhatAUserCanDo()
    {
        var fit = Judge(Found with { Ratio = 19.9999, MakeUpDb = 23.9999 });
        Assert.Equal(FitStatus.AtRangeEdge, fit.Status);
        Assert.Contains("has ratio at an end of its range: widen the range; makeUpDb at the end of what is sought.", fit.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNeverDidAnything_HasItsOwnReason()
    {
        var fit = Judge(Found with { Ratio = 1 }, [true, true, true, false, true, true, true]);
        Assert.Contains("smoothingMs: a ratio of 1 compresses nothing; makeUpDb: the loss never changed with it.", fit.StatusReason, StringComparison.Ordinal);
        Assert.Equal<string>(ApproximateParameters.Names.Remove("ratio"), fit.NotIdentifiable);
    }

    private static ApproximateFitResult Judge(ApproximateParameters settings, bool[]? wasActive = null)
    {
        var point = Coordinates.FromSettings(settings);
        var criteria = new DescentCriteria();
        var state = new DescentState(1500, [.. point], new Adam(point.Length).State, new(500, 1, [.. point]), [.. wasActive ?? AllActive], [], DescentEnd.Patience);
        var descent = new AdamDescent((_, _) => 0, state, criteria);
        return new ApproximateOutcome(descent, Coordinates, criteria).Result(Objective, settings, new Excerpt(0, 1), [], 0);
    }
}
