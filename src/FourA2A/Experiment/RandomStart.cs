using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Experiment;

/// <summary>
/// A fit from a random start and where it ended: whether a recording has one minimum or several.
/// </summary>
/// <param name="Start">Where it started.</param>
/// <param name="End">Where it ended.</param>
/// <param name="DelaySamples">The delay, which is kept.</param>
/// <param name="RelativeLoss">Loss at the end over the energy of the pre-emphasised target.</param>
/// <param name="Converged">Whether it ended in a minimum, and not merely where a limit was reached.</param>
public sealed record RandomStart(CompressorParameters Start, CompressorParameters End, double DelaySamples, double RelativeLoss, bool Converged)
{
    private const double LowestThresholdDb = -60;

    /// <summary>
    /// Starts all over the ranges: threshold -60..0 dB and ratio uniform, attack and release uniform in their logarithm.
    /// The make-up is 0 until a fit matches it to the target's level, as for every start.
    /// </summary>
    /// <param name="ranges">Ends of ratio, attack and release.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones; the same seed gives the same starts.</param>
    public static ImmutableArray<CompressorParameters> Draw(ParameterRanges ranges, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(ranges);
#pragma warning disable CA5394 // Repeatable, not secret.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new CompressorParameters(
            Uniform(LowestThresholdDb, 0),
            Uniform(ranges.MinimumRatio, ranges.MaximumRatio),
            LogUniform(ranges.MinimumAttackMs, ranges.MaximumAttackMs),
            LogUniform(ranges.MinimumReleaseMs, ranges.MaximumReleaseMs),
            MakeUpDb: 0))];

        double Uniform(double minimum, double maximum) => minimum + ((maximum - minimum) * random.NextDouble());
        double LogUniform(double minimum, double maximum) => Math.Exp(Uniform(Math.Log(minimum), Math.Log(maximum)));
#pragma warning restore CA5394
    }

    // One session: the recordings are read once for all starts.
    internal static ImmutableArray<RandomStart> FitAll(PairAudio audio, IEngine engine, FitOptions options, int count, int seed)
    {
        var session = new FitSession(audio, engine, options with { Start = null });
        var runs = ImmutableArray.CreateBuilder<RandomStart>(count);
        foreach (var drawn in Draw(options.Ranges, count, seed))
        {
            var start = session.MatchLevel(drawn);
            var run = session.Restart(start);
            runs.Add(new(
                start,
                session.Space.ToPhysical(new UnconstrainedParameters(run.Point)),
                session.DelaySamples,
                session.RelativeLoss(run.Evaluation.Loss),
                run.Converged));
        }

        return runs.MoveToImmutable();
    }
}
