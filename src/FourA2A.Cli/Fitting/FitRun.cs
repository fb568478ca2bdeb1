using System.Diagnostics;
using FourA2A.Audio;
using FourA2A.Cli.Output;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Metrics;
using FourA2A.Objective;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// From two open recordings to a result: checks, alignment, fit, ESR over the whole file.
/// </summary>
/// <param name="terminal">Where warnings and progress go.</param>
/// <param name="files">The recordings.</param>
/// <param name="delaySamples">A delay to keep; null to estimate it and refine it with the fit.</param>
internal sealed class FitRun(Terminal terminal, PairFiles files, double? delaySamples)
{
    private readonly List<FitRecord> steps = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>
    /// Reads the files and finds how they lie to each other.
    /// </summary>
    /// <exception cref="InputException">A file is silent or holds what is no number, or the two do not belong together.</exception>
    public AlignmentResult CheckInput()
    {
        var pair = files.Pair;
        var (report, alignment) = terminal.WithProgress("Aligning", _ => (pair.Inspect(), pair.EstimateAlignment()));
        if (alignment.Verdict == AlignmentVerdict.DoNotBelongTogether && delaySamples is null)
        {
            throw new InputException(
                $"{pair.WetName}: found a coherence of {alignment.Coherence:0.000} with {pair.DryName}, expected at least {AlignmentEstimator.LowestCoherence:0.00} of files that belong together; choose the right pair, or insist with --align none.");
        }

        var aligned = pair.WithLag(Lag(alignment));
        RequireSound(aligned, alignment.Verdict);
        foreach (var finding in report.At(aligned).Findings)
        {
            terminal.Warn(finding);
        }

        if (alignment.Verdict == AlignmentVerdict.Undecided)
        {
            terminal.Warn($"{pair.WetName}: too short or too quiet to tell whether it belongs to {pair.DryName}; the fit goes on as if it does.");
        }

        return alignment;
    }

    /// <summary>
    /// Fits.
    /// </summary>
    /// <param name="engine">Computes the loss and its derivatives.</param>
    /// <param name="options">What the user asked for; delay, polarity and progress are set here.</param>
    /// <param name="alignment">What <see cref="CheckInput"/> found.</param>
    /// <exception cref="EngineException">The engine fails; <see cref="Unfinished"/> has what was done until then.</exception>
    public FitResultRecord Fit(IEngine engine, FitOptions options, AlignmentResult alignment)
    {
        // Where the files do not seem to belong together, the user insists on them as they are.
        var polarity = alignment.Verdict == AlignmentVerdict.DoNotBelongTogether ? 1 : alignment.Polarity;
        var pair = files.Pair.WithLag(Lag(alignment));

        // A file that cannot be read again must not cost a fit.
        var inputs = FitRecords.Inputs(files);
        var fit = terminal.WithProgress("Fitting", report => CompressorFit.Run(pair, engine, options with
        {
            DelaySamples = Delay(alignment),
            RefineDelay = delaySamples is null,
            Polarity = polarity,
            Progress = new FitProgress(steps, report),
        }));

        // Whatever is written can be rendered.
        fit = fit with { Parameters = ParameterLimits.MoveInside(fit.Parameters) };
        var esr = terminal.WithProgress("Measuring", _ =>
            ErrorToSignalRatio.OfRendered(fit.Parameters, pair.Dry, pair.AlignedWet(fit.DelaySamples, fit.Polarity)));
        return FitRecords.Create(fit, options, inputs, pair, esr, clock.Elapsed.TotalSeconds);
    }

    /// <summary>What there is of a fit that ended in a failure of its engine; null if not even the start was evaluated.</summary>
    public UnfinishedFitRecord? Unfinished(IEngine engine, EngineException failure)
        => steps.Count > 0 ? FitRecords.Unfinished(steps, engine, failure) : null;

    private double Delay(AlignmentResult alignment) => delaySamples ?? alignment.DelaySamples;

    private long Lag(AlignmentResult alignment) => (long)Math.Round(Delay(alignment));

    // Two files with sound may still have none at the same time. Files that the alignment found to belong together at
    // its own delay do.
    private void RequireSound(DryWetPair pair, AlignmentVerdict verdict)
    {
        if (verdict == AlignmentVerdict.BelongTogether && delaySamples is null)
        {
            return;
        }

        foreach (var (signal, name) in new[] { (pair.Dry, pair.DryName), (pair.Wet, pair.WetName) })
        {
            if (SignalStatistics.Measure(signal, name).IsSilent)
            {
                throw new InputException(
                    $"{name}: found silence where the files meet at a delay of {pair.LagSamples} samples, expected sound in both; check the pair, or give the delay with --align.");
            }
        }
    }
}
