using System.Diagnostics;
using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Newton.Uncertainty;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment;

/// <summary>
/// Finds the settings of a compressor, and the delay between the files, from a dry and a wet recording.
/// </summary>
public static class CompressorFit
{
    /// <summary>Name of the delay in uncertainties.</summary>
    public const string DelayName = "delaySamples";

    // A minimum this deep is the target itself but for rounding: no second start can be better.
    private const double ExactRelativeLoss = 1e-11;

    // Two runs that end within this share of each other's loss found the same minimum; coarse runs end within a thousandth of it.
    private const double SameLoss = 1e-4;
    private const double SameCoarseLoss = 3e-3;

    // Whether parameters count as determined is decided as if the residual were at least this share of the target's
    // energy (-50 dB): what shows only in a smaller one is lost in the noise of a recording, and in the rounding of an
    // exact fit. Of 1,000 random settings (recovery, seed 1) the largest standard error of those to be found is then 1 %
    // of R - 1; of those that rounding let drift off by more than 0.1 % the smallest is 18 %; the limit is 5 %.
    private const double JudgedResidualShare = 1e-5;

    // A delay known no better than this, in samples, is not known.
    private const double LargestDelayError = 0.1;

    /// <summary>
    /// Fits.
    /// </summary>
    /// <param name="pair">Dry and wet recording, at any whole lag.</param>
    /// <param name="engine">Evaluates the loss; the fit uploads the pair to it. Not disposed.</param>
    /// <param name="options">What to fit and from where.</param>
    /// <exception cref="InputException">A range is empty, or the delay leaves the files nothing in common.</exception>
    /// <exception cref="InvalidDataException">A sample is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="EngineException">The engine failed; <see cref="FitOptions.Progress"/> has been told the steps until then.</exception>
    public static FitResult Run(DryWetPair pair, IEngine engine, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        return Run(PairAudio.Load(pair, options.DelaySamples, new ChunkStoragePool()), engine, options);
    }

    internal static FitResult Run(PairAudio audio, IEngine engine, FitOptions options)
    {
        var watch = Stopwatch.StartNew();
        var session = new FitSession(audio, engine, options) { IsCoarseOnExcerpt = true };
        var best = Settle(session, options, session.Minimize(
            session.Space.FromPhysical(options.Start ?? session.MatchLevel(CompressorParameters.PublishedStart)).Values,
            MarquardtDamping.DefaultInitial));
        var expected = options.IsExpected?.Invoke(session.Space.ToPhysical(new UnconstrainedParameters(best.Fit.Point))) == true;
        var confirmed = expected || IsExact(session, best.Fit);
        var toReach = best.Fit.Evaluation.Loss;
        if (!confirmed && options.MaximumRestarts > 0 && !session.IsExcerpt && session.HasExcerpt)
        {
            // Other starts are tried on the excerpt, where the minimum lies a little elsewhere.
            session.UseExcerpt(best.DelaySamples);
            toReach = session.Minimize(best.Fit.Point, DelayRefinement.Damping).Evaluation.Loss;
        }

        var sameLoss = session.IsCoarse ? SameCoarseLoss : SameLoss;
        foreach (var start in FurtherStarts(session, options).Take(confirmed ? 0 : options.MaximumRestarts))
        {
            if (confirmed)
            {
                break;
            }

            session.MoveTo(best.DelaySamples);
            var other = session.Restart(session.MatchLevel(start));
            if (other.Evaluation.Loss < toReach * (1 - sameLoss))
            {
                best = Settle(session, options, other);
                toReach = best.Fit.Evaluation.Loss;
                confirmed = IsExact(session, best.Fit);
            }
            else
            {
                confirmed = other.Evaluation.Loss <= toReach * (1 + sameLoss);
            }
        }

        if (best.IsOfExcerpt)
        {
            session.UseWhole(best.DelaySamples, best.Attempt);
            best = Settle(session, options, session.Minimize(best.Fit.Point, DelayRefinement.Damping));
        }

        session.EndExcerpt();
        var point = new UnconstrainedParameters(best.Fit.Point);
        var parameters = session.Space.ToPhysical(point);
        var uncertainty = Uncertainty(session, best, point, parameters);
        var (status, reason) = Judge(session, options, best, parameters, uncertainty, confirmed || options.MaximumRestarts == 0);
        return new()
        {
            Parameters = parameters,
            DelaySamples = best.DelaySamples,
            Polarity = options.Polarity,
            Loss = best.Fit.Evaluation.Loss,
            RelativeLoss = session.RelativeLoss(best.Fit.Evaluation.Loss),
            Status = status,
            StatusReason = reason,
            Iterations = session.Iterations,
            Evaluations = session.Evaluations,
            Restarts = session.Restarts,
            Attempt = best.Attempt,
            Uncertainty = uncertainty,
            Records = session.Records,
            Engine = engine.Name,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }

    private static Minimum Settle(FitSession session, FitOptions options, NewtonResult fit)
    {
        if (!options.RefineDelay)
        {
            return new(fit, session.DelaySamples, session.Attempt, null, Settled: true, session.IsExcerpt);
        }

        var (refined, delay, curvature, settled) = DelayRefinement.Refine(session, fit);
        return new(refined, delay, session.Attempt, curvature, settled, session.IsExcerpt);
    }

    private static bool IsExact(FitSession session, NewtonResult fit)
        => session.RelativeLoss(fit.Evaluation.Loss) <= ExactRelativeLoss;

    // A start of the caller's may lie anywhere: the published one is then a further one. The others take a pass over the levels,
    // which is made when they are asked for.
    private static IEnumerable<CompressorParameters> FurtherStarts(FitSession session, FitOptions options)
    {
        if (options.Start is not null)
        {
            yield return CompressorParameters.PublishedStart;
        }

        foreach (var start in StartingPoints.Of(session.Batch))
        {
            yield return start;
        }
    }

    private static UncertaintyEstimate Uncertainty(
        FitSession session,
        Minimum minimum,
        UnconstrainedParameters point,
        CompressorParameters parameters)
    {
        var names = UnconstrainedParameters.Names;
        var curvature = minimum.Fit.Evaluation.GaussNewton!;
        var jacobian = session.Space.PhysicalJacobian(point);
        var limits = ParameterSpace.LargestStandardErrors(parameters);
        if (minimum.Delay is { } delay)
        {
            var n = names.Length;
            names = names.Add(DelayName);
            curvature = curvature.Resize(n + 1, n + 1);
            curvature.SetSubMatrix(0, n, n, 1, delay.Coupling.ToColumnMatrix());
            curvature.SetSubMatrix(n, 1, 0, n, delay.Coupling.ToRowMatrix());
            curvature[n, n] = delay.Second;
            jacobian = Append(jacobian, 1);
            limits = Append(limits, LargestDelayError);
        }

        var freedom = Math.Max(1, session.Batch.LossSampleCount - names.Length);
        var loss = Math.Max(minimum.Fit.Evaluation.Loss, session.RoundingLoss);
        var judgedLoss = Math.Max(loss, JudgedResidualShare * session.TargetEnergy);
        limits *= judgedLoss > 0 ? Math.Sqrt(loss / judgedLoss) : 1;
        return UncertaintyEstimator.Estimate(names, curvature, jacobian, loss / freedom, limits);

        static Vector<double> Append(Vector<double> vector, double value)
            => Vector<double>.Build.DenseOfEnumerable(vector.Append(value));
    }

    private static (FitStatus Status, string Reason) Judge(
        FitSession session,
        FitOptions options,
        Minimum minimum,
        CompressorParameters parameters,
        UncertaintyEstimate uncertainty,
        bool confirmed)
    {
        if (uncertainty.NotIdentifiable.Length > 0)
        {
            return (FitStatus.NotIdentifiable,
                $"The recordings do not determine {string.Join(", ", uncertainty.NotIdentifiable)}: too little of them is compressed, or too evenly.");
        }

        if (!minimum.Fit.Converged)
        {
            return (FitStatus.NotConverged, minimum.Fit.EndedBy == TerminationTest.MaximumIterations
                ? "The iteration limit was reached before a minimum."
                : "No step lowered the loss although one should have.");
        }

        if (!minimum.Settled)
        {
            return (FitStatus.NotConverged, $"The delay still moved by more than {DelayRefinement.Tolerance} sample a step.");
        }

        var edges = session.Space.AtEdge(parameters);
        if (edges.Length > 0)
        {
            return (FitStatus.AtRangeEdge, $"The best fit has {string.Join(", ", edges)} at an end of its range: widen the range.");
        }

        var confirmation = IsExact(session, minimum.Fit) ? "the target is met but for rounding"
            : confirmed && session.Restarts == 0 && options.IsExpected is not null ? "it lies where its neighbours lead"
            : session.Restarts == 0 ? "no other start was tried"
            : "no other start found a lower loss";
        return confirmed
            ? (FitStatus.Converged, $"Ended by the test {minimum.Fit.EndedBy}; {confirmation}.")
            : (FitStatus.Unconfirmed, $"None of {session.Restarts} other starts led to the same minimum: a lower one may exist.");
    }

    private sealed record Minimum(NewtonResult Fit, double DelaySamples, int Attempt, DelayCurvature? Delay, bool Settled, bool IsOfExcerpt);
}
