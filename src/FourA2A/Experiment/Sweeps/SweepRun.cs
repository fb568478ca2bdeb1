using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Files;
using FourA2A.Objective;
using FourA2A.Reporting;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// Fits what is missing in the folder of a sweep, setting by setting. Fits take turns on one engine, which occupies all cores or the
/// card; beside each, the next recording is loaded and the last fit is measured and written. Three recordings are in memory at most.
/// What is found depends on the recordings and options only: not on time, threads, or how often the sweep was interrupted.
/// </summary>
/// <param name="store">The folder.</param>
/// <param name="plan">The recordings in their order.</param>
/// <param name="createEngine">Makes the engine, and another one after a failure of it.</param>
/// <param name="progress">Told where the sweep stands, from several threads but never two at once.</param>
public sealed class SweepRun(SweepStore store, SweepPlan plan, Func<IEngine> createEngine, IProgress<SweepProgress>? progress = null)
{
    private readonly Lock reporting = new();
    private readonly ChunkStoragePool pool = new();
    private readonly List<SettingOutcome> failures = [];
    private readonly List<Neighbour> neighbours = [];
    private readonly SweepOptions options = store.Options;
    private IEngine? engine;
    private int done;

    /// <summary>
    /// Fits all that is missing, then writes summary, curve and report. A recording that fails is an outcome like others.
    /// </summary>
    /// <param name="cancellation">Ends the run; what is finished stays, and summary and curve have it.</param>
    /// <exception cref="InputException">A result in the folder cannot be read, a file cannot be written, or there is no engine.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public SweepOutcome Run(CancellationToken cancellation)
    {
        try
        {
            FitMissing(cancellation);
        }
        catch (OperationCanceledException)
        {
            store.WriteTables(Settings());
            throw;
        }
        finally
        {
            engine?.Dispose();
        }

        var settings = Settings();
        store.WriteTables(settings);
        return new(settings, WriteReport());
    }

    private void FitMissing(CancellationToken cancellation)
    {
        var finished = store.Folder.ReadResults();
        neighbours.AddRange(finished.Select(outcome => Neighbour.Of(outcome.Setting, outcome.Result!.Status, outcome.Result.Parameters, outcome.Result.DelaySamples, outcome.Result.Polarity)).OfType<Neighbour>());
        var missing = plan.Chains.SelectMany(chain => chain).ExceptBy(finished.Select(outcome => outcome.Setting), pair => pair.Setting).ToList();
        done = plan.Count - missing.Count;
        var loading = LoadInBackground(missing, 0);
        var finishing = Task.CompletedTask;
        try
        {
            for (var number = 0; number < missing.Count; number++)
            {
                // The engine comes first: without one, no recording is to blame.
                engine ??= createEngine();
                var loaded = loading.GetAwaiter().GetResult()!;
                loading = LoadInBackground(missing, number + 1);
                Func<SettingOutcome> finish;
                try
                {
                    finish = Fit(loaded, cancellation);
                }
                catch
                {
                    loaded.Dispose();
                    throw;
                }

                finishing.GetAwaiter().GetResult();
                finishing = InBackground(() => Finish(loaded, finish));
            }
        }
        finally
        {
            // What is fitted is measured and written, whatever ended the loop.
            loading.GetAwaiter().GetResult()?.Dispose();
            finishing.GetAwaiter().GetResult();
        }
    }

    // Null after the last.
    private Task<LoadedPair?> LoadInBackground(List<SignalTrainPair> missing, int number)
    {
        if (number == missing.Count)
        {
            return Task.FromResult<LoadedPair?>(null);
        }

        // Not the setting directly above: an undisturbed sweep is still fitting it, and a resumed one must expect the same.
        var pair = missing[number];
        var expected = Above(pair.Setting).FirstOrDefault(other => plan.IsApart(other.Setting, pair.Setting));
        return InBackground(LoadedPair? () => LoadedPair.Load(pair, options.DelaySamples, pool, expected));
    }

    // The nearest first.
    private IEnumerable<Neighbour> Above(UnitSetting setting)
        => neighbours
            .Where(other => other.Setting.Mode == setting.Mode && other.Setting.PeakReduction > setting.PeakReduction)
            .OrderBy(other => other.Setting.PeakReduction);

    // Returns what is left to do, for which the engine is not needed.
    private Func<SettingOutcome> Fit(LoadedPair loaded, CancellationToken cancellation)
    {
        var setting = loaded.Setting;
        if (loaded.Fit is not { } pair)
        {
            return () => new(setting, Result: null, loaded.Failure);
        }

        try
        {
            var above = Above(setting).ToList();
            var fitOptions = options.ToFitOptions() with
            {
                Start = Neighbour.Predict(setting.PeakReduction, above),
                IsExpected = found => Neighbour.Continues(setting.PeakReduction, above, found),
                Cancellation = cancellation,
                Progress = new StepProgress(step => Report(setting, step, outcome: null)),
            };
            var fit = pair.Fit(engine!, fitOptions, above.FirstOrDefault()?.DelaySamples);
            var starts = options.RandomStarts > 0
                ? SweepTables.Starts(pair.FitFromRandomStarts(engine!, fit, fitOptions with { Progress = null }, options.RandomStarts, Seed(setting)))
                : null;
            if (Neighbour.Of(setting, FitRecords.StatusWord(fit.Status), fit.Parameters, fit.DelaySamples, fit.Polarity) is { } next)
            {
                neighbours.Add(next);
            }

            pair.EndFits();
            return () => Measure(loaded, fit, fitOptions, starts);
        }
        catch (EngineException exception)
        {
            // A card that failed once is not trusted again as it stands.
            engine!.Dispose();
            engine = null;
            return () => new(setting, Result: null, exception.Message);
        }
        catch (Exception exception) when (LoadedPair.IsOfOnePair(exception))
        {
            return () => new(setting, Result: null, exception.Message);
        }
    }

    private SettingOutcome Measure(LoadedPair loaded, FitResult fit, FitOptions fitOptions, CsvTable? starts)
    {
        FitResultRecord result;
        CsvTable gain;
        try
        {
            result = loaded.Fit!.Measure(fit, fitOptions) with { Findings = loaded.Findings };
            gain = loaded.Fit.TraceGain(fit);
        }
        catch (Exception exception) when (LoadedPair.IsOfOnePair(exception))
        {
            return new(loaded.Setting, Result: null, exception.Message);
        }

        // A folder that cannot be written to ends the sweep: no other setting would fare better.
        store.Add(loaded.Setting, result, gain, starts);
        return new(loaded.Setting, result);
    }

    private bool Finish(LoadedPair loaded, Func<SettingOutcome> finish)
    {
        using (loaded)
        {
            var outcome = finish();
            if (outcome.Result is null)
            {
                failures.Add(outcome);
            }

            done++;
            Report(outcome.Setting, step: null, outcome);
            return true;
        }
    }

    private void Report(UnitSetting setting, FitRecord? step, SettingOutcome? outcome)
    {
        lock (reporting)
        {
            progress?.Report(new(done, plan.Count, setting, step, outcome));
        }
    }

    private ImmutableArray<SettingOutcome> Settings()
        => [.. store.Folder.ReadResults().Concat(failures).OrderBy(outcome => outcome.Setting.Mode).ThenBy(outcome => outcome.Setting.PeakReduction)];

    // Whatever a report fails on, the sweep is done.
    private string? WriteReport()
    {
        try
        {
            SweepReport.Write(store.Folder, store.Folder.ReportPath);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.Message;
        }
    }

    // The same starts for a setting whatever else is swept.
    private static int Seed(UnitSetting setting) => (int)Math.Round((1000 * (int)setting.Mode) + setting.PeakReduction);

    // A thread of its own: the pool's belong to the loops of the fit.
    private static Task<T> InBackground<T>(Func<T> work)
        => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed class StepProgress(Action<FitRecord> report) : IProgress<FitRecord>
    {
        public void Report(FitRecord value) => report(value);
    }
}
