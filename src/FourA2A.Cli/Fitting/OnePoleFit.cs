using FourA2A.Cli.Output;
using FourA2A.Experiment;
using FourA2A.Objective;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// <c>fit</c> with the one-pole model, by Newton's method on an engine.
/// </summary>
/// <param name="options">What the user asked for.</param>
/// <param name="createEngine">Creates the engine; and, where the processor stands in for a card, one line that says why.</param>
internal sealed class OnePoleFit(FitOptions options, Func<(IEngine Engine, string? Notice)> createEngine) : IModelFit
{
    /// <inheritdoc/>
    public OutputFolder OpenFolder(string path) => OutputFolder.Create(path);

    /// <inheritdoc/>
    public int Run(FitJob job)
    {
        var (engine, notice) = createEngine();
        using var owned = engine;
        var run = new FitRun(job.Terminal, job.Files, job.DelaySamples);
        FitResultRecord result;
        try
        {
            result = run.Run(engine, options with { Cancellation = job.Cancellation });
        }
        catch (EngineException exception) when (run.Unfinished(engine, exception) is { } unfinished)
        {
            var path = job.Folder.File(FitReport.UnfinishedFileName);
            ResultFile.WriteNew(path, unfinished);
            job.Folder.Keep();
            throw new EngineException($"{exception.Message} The finished iterations are in {path}; go on from there with --start.", exception);
        }

        job.Write(path => ResultFile.WriteNew(path, result));
        FitReport.Print(job.Terminal, result, notice);
        job.Terminal.Line($"Written: {job.ResultPath}");
        return FitReport.ExitCode(result);
    }
}
