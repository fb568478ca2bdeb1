using FourA2A.Cli.Output;
using FourA2A.Experiment;
using FourA2A.Objective;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// A fit of one pair under the eyes of a user.
/// </summary>
/// <param name="terminal">Where warnings and progress go.</param>
/// <param name="files">The recordings.</param>
/// <param name="delaySamples">A delay to keep; null to estimate it and refine it with the fit.</param>
internal sealed class FitRun(Terminal terminal, PairFiles files, double? delaySamples)
{
    private readonly List<FitRecord> steps = [];

    /// <summary>
    /// Loads, fits and measures.
    /// </summary>
    /// <param name="engine">Computes the loss and its derivatives.</param>
    /// <param name="options">What the user asked for; delay, polarity and progress are set here.</param>
    /// <exception cref="InputException">A file is silent or holds what is no number, or the two do not belong together.</exception>
    /// <exception cref="EngineException">The engine fails; <see cref="Unfinished"/> has what was done until then.</exception>
    public FitResultRecord Run(IEngine engine, FitOptions options)
    {
        var pair = terminal.WithProgress("Aligning", _ => PairFit.Load(files, delaySamples));
        foreach (var finding in pair.Findings)
        {
            terminal.Warn(finding);
        }

        var fit = terminal.WithProgress("Fitting", report => pair.Fit(engine, options with { Progress = new FitProgress(steps, report) }));
        return terminal.WithProgress("Measuring", _ => pair.Measure(fit, options));
    }

    /// <summary>What there is of a fit that ended in a failure of its engine; null if not even the start was evaluated.</summary>
    public UnfinishedFitRecord? Unfinished(IEngine engine, EngineException failure)
        => steps.Count > 0 ? FitRecords.Unfinished(steps, engine, failure) : null;
}
