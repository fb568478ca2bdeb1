using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Tests.Engines;

namespace FourA2A.Tests.Differentiation.Host;

/// <summary>
/// A stage and a point at which none of its decisions is about to change.
/// </summary>
/// <param name="Create">The stage, over sums.</param>
/// <param name="Core">theta.</param>
/// <param name="X">Input.</param>
internal sealed record StageCase(Func<double[], IStage<double[]>> Create, CoreParameters Core, double[] X)
{
    private const int Length = 60;

    // Far more than an input or a gain moves in a finite difference.
    private const double Margin = 0.05;

    public static ImmutableDictionary<string, StageCase> All { get; } = new Dictionary<string, StageCase>(StringComparer.Ordinal)
    {
        ["level"] = new(_ => new LevelStage(), Parameters(), Signs(Random(1, 0.5, 1))),
        ["gain computer"] = new(sums => new GainComputerStage(sums), Parameters(), AwayFrom(Parameters().ThresholdDb, Random(2, -40, -10))),
        ["gain computer, ratio near 1"] = new(sums => new GainComputerStage(sums), Parameters() with { Slope = 1e-3 }, AwayFrom(Parameters().ThresholdDb, Random(3, -40, -10))),
        ["ballistics"] = Ballistics(0.3, 0.05, 4),
        ["ballistics, attack slower than release"] = Ballistics(0.02, 0.4, 5),
        ["ballistics, slow"] = Ballistics(3e-3, 1e-4, 6),
        ["make-up"] = new(sums => new MakeUpStage(Random(7, -1, 1), sums), Parameters(), Random(8, 0.1, 1)),
        ["pre-emphasis"] = new(_ => new PreEmphasisStage(), Parameters(), Random(9, -1, 1)),
    }.ToImmutableDictionary();

    public static double[] Random(int seed, double from, double to)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Length).Select(_ => EngineSignals.Uniform(random, from, to))];
    }

    /// <summary>A direction of order 1 on the scale of each coordinate, and of the input, without the output's.</summary>
    public StageTangent<double[]> Direction(int seed)
    {
        var random = new Random(seed);
        double[] scales = [1, 0.1, 0.3 * Core.SingleSmoother.Attack, 0.3 * Core.SingleSmoother.Release, 1];
        return new([.. scales.Select(scale => EngineSignals.Uniform(random, -scale, scale))], Random(seed + 1, -0.2, 0.2));
    }

    /// <summary>The point after <paramref name="steps"/> times a direction.</summary>
    public StageCase Move(StageTangent<double[]> direction, double steps)
    {
        double By(int i) => steps * direction.Theta[i];
        var smoother = Core.SingleSmoother;
        return this with
        {
            Core = new(
                Core.ThresholdDb + By(CoreParameters.Threshold),
                Core.Slope + By(CoreParameters.SlopeIndex),
                [new(smoother.Attack + By(CoreParameters.Attack), smoother.Release + By(CoreParameters.Release))],
                Core.MakeUpDb + By(CoreParameters.MakeUp)),
            X = [.. X.Select((value, n) => value + (steps * direction.X![n]))],
        };
    }

    private static CoreParameters Parameters() => new(-25, 0.7, [new(0.3, 0.05)], 2);

    private static StageCase Ballistics(double attack, double release, int seed)
    {
        var core = Parameters() with { Smoothers = [new(attack, release)] };
        var ballistics = new Ballistics(core.SingleSmoother);
        var x = Random(seed, 0.1, 1);
        for (var n = 0; n < x.Length; n++)
        {
            x[n] += double.Abs(x[n] - ballistics.Gain) < Margin ? -2 * Margin : 0;
            ballistics.Next(x[n]);
        }

        return new(sums => new BallisticsStage(sums), core, x);
    }

    private static double[] AwayFrom(double kink, double[] values) => [.. values.Select(value => value > kink ? value + 1 : value - 1)];

    private static double[] Signs(double[] values) => [.. values.Select((value, n) => n % 3 == 0 ? -value : value)];
}
