using System.Collections.Immutable;
using System.Diagnostics;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.ApproximateBallistics.Spectra;
using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// From two open recordings to a result of the approximate-ballistics model in three steps: <see cref="Load"/> reads, checks and aligns;
/// <see cref="Fit"/> goes down the spectrogram loss of an excerpt, before which the compressor runs through as much as it can remember; <see cref="Measure"/> scores what was found over the whole file. The target
/// is the wet signal moved back by its delay, which this fit does not refine.
/// </summary>
public sealed class ApproximatePairFit
{
    private readonly AlignedFiles files;
    private readonly double loadSeconds;

    private ApproximatePairFit(AlignedFiles files, double loadSeconds) => (this.files, this.loadSeconds) = (files, loadSeconds);

    /// <summary>What a user should know about the recordings, one line each.</summary>
    public ImmutableArray<string> Findings => files.Findings;

    /// <summary>
    /// Reads the files and finds how they lie to each other.
    /// </summary>
    /// <param name="files">The recordings; they stay open until the last step, and are not closed here.</param>
    /// <param name="delaySamples">A delay to keep; null to estimate it.</param>
    /// <inheritdoc cref="AlignedFiles.Load" path="/exception"/>
    public static ApproximatePairFit Load(PairFiles files, double? delaySamples = null)
    {
        var watch = Stopwatch.StartNew();
        return new(AlignedFiles.Load(files, delaySamples), watch.Elapsed.TotalSeconds);
    }

    /// <summary>
    /// Fits. The same recordings and options give the same result to the bit, with or without interruptions.
    /// </summary>
    /// <param name="options">What to fit and from where.</param>
    /// <exception cref="InputException">The kept state is that of another fit, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is kept if it was asked for.</exception>
    public ApproximateFitResult Fit(ApproximateFitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var watch = Stopwatch.StartNew();
        var progress = options.ProgressPath is { } path ? ProgressFile.Open(path, options, files) : null;
        var excerpt = Excerpt.Of(files.Pair.Dry, options.Seconds);
        var coordinates = new ScaledCoordinates(options.Ranges);
        var objective = new ApproximateObjective(
            excerpt.ReadWithLeadIn(files.Pair.Dry, options.Ranges), excerpt.Read(files.Target), files.Pair.SampleRate, coordinates);
        var start = coordinates.FromSettings(options.Start ?? ApproximateStart.Of(objective.TargetLevels, objective.Grid, options.Ranges));

        var findings = ExcerptFindings(excerpt).AddRange(StartFindings(objective, coordinates, start, options));
        foreach (var finding in findings)
        {
            options.Finding?.Invoke(finding);
        }

        var criteria = new DescentCriteria(options.MaximumIterations, options.Patience);
        var descent = progress?.Found is { } found
            ? new AdamDescent(objective.Evaluate, found.State, criteria, options.Rate)
            : new AdamDescent(objective.Evaluate, start, criteria, options.Rate);
        Descend(descent, progress, options);
        return new ApproximateOutcome(descent, coordinates, criteria).Result(
            objective, coordinates.ToSettings(start), excerpt, findings, progress?.Seconds ?? watch.Elapsed.TotalSeconds);
    }

    /// <summary>
    /// Scores the settings found over the whole file.
    /// </summary>
    /// <param name="fit">What <see cref="Fit"/> returned.</param>
    /// <param name="options">What it was told.</param>
    public ApproximateResultRecord Measure(ApproximateFitResult fit, ApproximateFitOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(options);
        var watch = Stopwatch.StartNew();
        var pair = files.Pair;
        var scores = Scores.OfRendered(fit.Parameters, pair.Dry, files.Target, pair.AlignedWet(0, 1));
        var loss = SpectrogramLoss.Between(new RenderedSignal(pair.Dry, fit.Parameters), files.Target);
        var times = new FitTimes(loadSeconds, fit.Seconds, watch.Elapsed.TotalSeconds);
        return new()
        {
            ProgramVersion = FitRecords.ProgramVersion,
            Parameters = fit.Parameters,
            SpectrogramLoss = loss,
            DelaySamples = files.DelaySamples,
            Polarity = files.Polarity,
            Esr = scores.Esr,
            EsrUnaligned = scores.EsrUnaligned,
            LoudnessDynamicRangeDifferenceDb = scores.LoudnessDynamicRangeDifferenceDb,
            Status = FitRecords.StatusWord(fit.Status),
            StatusReason = fit.StatusReason,
            Iterations = fit.Iterations,
            Evaluations = fit.Evaluations,
            Restarts = 0,
            Engine = "processor, double precision",
            Seconds = times.Total,
            Times = times,
            StandardErrors = ImmutableSortedDictionary<string, double?>.Empty,
            NotIdentifiable = fit.NotIdentifiable,
            Start = fit.Start,
            Ranges = options.Ranges,
            Excerpt = fit.Excerpt,
            SampleRate = pair.SampleRate,
            SampleCount = pair.SampleCount,
            Inputs = files.Inputs,
            Findings = files.Findings.AddRange(fit.Findings),
            IterationRecords = fit.Rows,
        };
    }

    private static void Descend(AdamDescent descent, ProgressFile? progress, ApproximateFitOptions options)
    {
        var hasStepped = progress?.Found is not null;
        try
        {
            descent.Run(
                at =>
                {
                    hasStepped = true;
                    progress?.Keep(at);
                    options.Progress?.Report(new(at.Iteration, at.Loss, at.Best.Iteration, at.Best.Loss));
                },
                options.Cancellation);
        }
        finally
        {
            // At the end, too: the measurement still comes.
            if (hasStepped)
            {
                progress?.Write(descent);
            }
        }
    }

    private ImmutableArray<string> ExcerptFindings(Excerpt excerpt)
    {
        double rate = files.Pair.SampleRate;
        return excerpt.SampleCount == files.Pair.SampleCount
            ? []
            : [FormattableString.Invariant(
                $"{files.Pair.DryName}: fitted on the {excerpt.SampleCount / rate:0.###} s from {excerpt.StartSample / rate:0.##} s on, where its level varies most; scores are of all {files.Pair.SampleCount / rate:0.#} s.")];
    }

    private static ImmutableArray<string> StartFindings(ApproximateObjective objective, ScaledCoordinates coordinates, double[] start, ApproximateFitOptions options)
    {
        var gradient = new double[start.Length];
        var loss = objective.Evaluate(start, gradient);
        var lines = InactiveParameters.Lines(InactiveParameters.FindAtStart(objective.Levels, objective.Grid, coordinates.ToSettings(start), loss, gradient));
        return lines.IsEmpty || options.StartRemedy is not { } remedy ? lines : lines.Add(remedy);
    }
}
