using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Experiment.Systems;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// A system's fit of a task, at the delay of 0 that is known.
/// </summary>
/// <param name="Model">Its word.</param>
/// <param name="Compressor">What it found.</param>
/// <param name="Settings">The same, to be shown.</param>
/// <param name="Steps">The settings at each moment that is known, the result's last.</param>
/// <param name="Seconds">Time of the fit, without reading the files and measuring.</param>
/// <param name="SecondsToBest">Time until it had the settings found.</param>
/// <param name="Iterations">Steps.</param>
/// <param name="Status">How it ended, in a word.</param>
/// <param name="StatusReason">The same in a sentence.</param>
internal sealed record TaskFit(
    string Model,
    ICompressorSettings Compressor,
    ModelSettings Settings,
    IReadOnlyList<(double Seconds, ICompressorSettings Settings)> Steps,
    double Seconds,
    double SecondsToBest,
    int Iterations,
    string Status,
    string StatusReason)
{
    private const double Delay = 0;

    // The middle one counts.
    private const int NewtonRuns = 5;

    /// <summary>Adam on the spectrogram loss. All steps take about as long, so that each is put at its share of the time; a fit that was stopped goes on.</summary>
    /// <param name="files">The pair.</param>
    /// <param name="options">What to tell the fit.</param>
    public static TaskFit ByAdam(PairFiles files, ApproximateFitOptions options)
    {
        var fit = ApproximatePairFit.Load(files, Delay).Fit(options);
        return new(
            ModelNames.ApproximateBallistics,
            fit.Parameters,
            ModelSettings.Of(fit.Parameters),
            [.. fit.Rows.Select(row => (SecondsAt(row.Iteration), (ICompressorSettings)row.Parameters))],
            fit.Seconds,
            SecondsAt(fit.Rows.MinBy(row => row.Loss)!.Iteration),
            fit.Iterations,
            FitRecords.StatusWord(fit.Status),
            fit.StatusReason);

        double SecondsAt(int iteration) => fit.Seconds * (iteration + 1) / (fit.Iterations + 1);
    }

    /// <summary>Newton's method on the pre-emphasised error, with further starts: of five runs the one of median time.</summary>
    public static TaskFit ByNewton(PairFiles files)
    {
        using var engine = new SimdEngine();
        return Enumerable.Range(0, NewtonRuns).Select(_ => OnceByNewton(files, engine)).OrderBy(fit => fit.Seconds).ElementAt(NewtonRuns / 2);
    }

    private static TaskFit OnceByNewton(PairFiles files, SimdEngine engine)
    {
        var pair = PairFit.Load(files, Delay);
        var progress = new TimedProgress<FitRecord>();
        var fit = pair.Fit(engine, new FitOptions { Progress = progress });
        pair.EndFits();
        var seconds = progress.Seconds;
        return new(
            ModelNames.OnePole,
            fit.Parameters,
            ModelSettings.Of(fit.Parameters),
            [.. progress.Reports.Select(report => (report.Seconds, (ICompressorSettings)report.Value.Parameters)), (seconds, fit.Parameters)],
            seconds,
            progress.Reports.MinBy(report => report.Value.RelativeLoss).Seconds,
            fit.Iterations,
            FitRecords.StatusWord(fit.Status),
            fit.StatusReason);
    }
}
