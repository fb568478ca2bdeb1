using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

/// <summary>
/// The gradient of the whole chain against differences of the loss with the passages frozen.
/// </summary>
public sealed class ApproximateObjectiveTests
{
    // Relative to the derivative itself: of the bins, whose differences have kinks, one in 1e6 or so changes its sign within the step.
    private const double Step = 1e-7;
    private const double Tolerance = 1e-5;

    // Of the loss, where a derivative is next to nothing: a rounding of the loss by 1e-15, up to four times of it in a difference, over the step.
    private const double Floor = 4e-15 / Step;

    private static readonly ScaledCoordinates Coordinates = new(ApproximateRanges.Default);
    private static readonly float[] Dry = LevelSteps.Make(0.6);
    private static readonly ApproximateObjective Objective = new(Dry, Target(), Recordings.SampleRate, Coordinates);

    [Theory]
    [InlineData(-30.0, 3.0, 4.0, 1.0, 10.3, 60.2, 12.4)]
    [InlineData(-25.0, 10.0, 0.5, -3.0, 20.1, 30.7, 3.3)]
    [InlineData(-35.0, 1.3, 12.0, 6.0, 2.05, 200.9, 50.6)]
    [InlineData(-20.0, 1.0, 3.0, 0.0, 5.1, 20.3, 5.2)]
    public void Gradient_IsThatOfTheLoss(double threshold, double ratio, double knee, double makeUp, double attack, double release, double smoothing)
    {
        var point = Coordinates.FromSettings(new(threshold, ratio, knee, makeUp, attack, release, smoothing));
        var (gradient, passages) = Gradient(point);
        var floor = Floor * Frozen(point, 0, 0, passages);
        for (var n = 0; n < point.Length; n++)
        {
            // At a ratio of 1, an end of the range, the loss goes on.
            var difference = (Frozen(point, n, Step, passages) - Frozen(point, n, -Step, passages)) / (2 * Step);
            Assert.InRange(gradient[n] - difference, -Allowed(difference, floor), Allowed(difference, floor));
        }
    }

    // A level at the threshold itself with a hard knee counts as below it, and a length of a whole number of frames as not reaching the next one: the
    // derivative is that of the side on which this stays so, and not that of the other. (An excess as long as the knee has but one derivative.)
    [Theory]
    [InlineData("thresholdDb", 1)]
    [InlineData("attackMs", -1)]
    [InlineData("releaseMs", -1)]
    [InlineData("smoothingMs", -1)]
    public void Gradient_AtAKink_IsThatOfTheDocumentedSide(string name, int side)
    {
        var level = Objective.Levels.ToArray().Max() - 12;
        var nearest = Objective.Levels.ToArray().MinBy(other => Math.Abs(other - level));
        var settings = new ApproximateParameters(nearest, 4, 0, 1, 10.3, 60.2, 12.4);
        var grid = Objective.Grid;
        settings = name switch
        {
            "attackMs" => settings with { AttackMs = grid.Milliseconds(40) },
            "releaseMs" => settings with { ReleaseMs = grid.Milliseconds(300) },
            "smoothingMs" => settings with { SmoothingMs = grid.Milliseconds(50) },
            _ => settings,
        };
        var point = Coordinates.FromSettings(settings);
        var (gradient, passages) = Gradient(point);
        var n = ApproximateParameters.Names.IndexOf(name);

        var (difference, other) = (Difference(side), Difference(-side));
        var allowed = Allowed(difference, Floor * Frozen(point, n, 0, passages));
        Assert.InRange(gradient[n] - difference, -allowed, allowed);
        Assert.True(Math.Abs(gradient[n] - other) > 2 * allowed);

        // One side alone, of second order.
        double Difference(int towards)
            => towards * ((4 * Frozen(point, n, towards * Step, passages)) - Frozen(point, n, 2 * towards * Step, passages) - (3 * Frozen(point, n, 0, passages))) / (2 * Step);
    }

    private static double Allowed(double difference, double floor) => (Tolerance * Math.Abs(difference)) + floor;

    private static (double[] Gradient, PassageKind[] Passages) Gradient(double[] point)
    {
        var gradient = new double[point.Length];
        Assert.True(Objective.Evaluate(point, gradient) > 0);
        Assert.All([PassageKind.Attack, PassageKind.Release, PassageKind.Smoothing], kind => Assert.Contains(kind, Objective.Passages.ToArray()));
        return (gradient, Objective.Passages.ToArray());
    }

    private static double Frozen(double[] point, int n, double step, PassageKind[] passages)
    {
        double[] moved = [.. point];
        moved[n] += step;
        return Objective.EvaluateFrozen(moved, passages);
    }

    private static float[] Target()
    {
        var target = new float[Dry.Length];
        new ApproximateParameters(-35, 5, 2, 3, 8, 80, 10).CreateProcessor(Recordings.SampleRate).Process(Dry, target);
        return target;
    }
}
