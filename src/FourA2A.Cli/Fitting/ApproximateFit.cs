using FourA2A.Cli.Output;
using FourA2A.Experiment.ApproximateFits;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// <c>fit</c> with the approximate-ballistics model, by Adam. Its state is kept in the folder of the result, so that the same command goes on
/// after Ctrl-C or a kill.
/// </summary>
/// <param name="options">What the user asked for.</param>
internal sealed class ApproximateFit(ApproximateFitOptions options) : IModelFit
{
    /// <inheritdoc/>
    public OutputFolder OpenFolder(string path) => OutputFolder.CreateOrContinue(path, ApproximateFitOptions.ProgressFileName, "fit");

    /// <inheritdoc/>
    public int Run(FitJob job)
    {
        var progressPath = job.Folder.File(ApproximateFitOptions.ProgressFileName);
        try
        {
            var result = FitAndMeasure(job, progressPath);
            job.Write(path => ApproximateResultFile.WriteNew(path, result));
            File.Delete(progressPath);
            ApproximateReport.Print(job.Terminal, result);
            job.Terminal.Line($"Written: {job.ResultPath}");
            return FitReport.ExitCode(result);
        }
        catch (OperationCanceledException) when (File.Exists(progressPath))
        {
            job.Terminal.Fail($"{App.Name} fit: stopped; the state is in {progressPath}, the same command goes on from there.");
            return ExitCodes.Interrupted;
        }
        finally
        {
            if (File.Exists(progressPath))
            {
                job.Folder.Keep();
            }
        }
    }

    private ApproximateResultRecord FitAndMeasure(FitJob job, string progressPath)
    {
        var terminal = job.Terminal;
        var pair = terminal.WithProgress("Aligning", _ => ApproximatePairFit.Load(job.Files, job.DelaySamples));
        foreach (var finding in pair.Findings)
        {
            terminal.Warn(finding);
        }

        // What the start lacks is said at once: the fit may take half an hour.
        var fit = terminal.WithProgress("Fitting", bar => pair.Fit(options with
        {
            ProgressPath = progressPath,
            Finding = terminal.Line,
            Progress = new ApproximateProgress(options.MaximumIterations, bar),
            Cancellation = job.Cancellation,
        }));
        return terminal.WithProgress("Measuring", _ => pair.Measure(fit, options));
    }
}
