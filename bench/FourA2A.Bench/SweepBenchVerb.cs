using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Experiment;
using FourA2A.Experiment.Sweeps;
using MathNet.Numerics.Statistics;

namespace FourA2A.Bench;

/// <summary>
/// <c>sweep</c>: a whole unit with the command-line program, from recordings made by its <c>synth</c> to curves and report: time, where it
/// went, and peak memory.
/// </summary>
internal static class SweepBenchVerb
{
    private const double TrueDelaySamples = -0.75;

    // What is asked of the delay found.
    private const double LargestDelayError = 0.02;

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "Length of each recording.", DefaultValueFactory = _ => 20 };
        var settings = new Option<int>("--settings") { Description = "Settings of the unit, half of them of each mode.", DefaultValueFactory = _ => 26 };
        var data = new Option<string?>("--data") { Description = "Folder for the data set, made there if it is missing and kept; a temporary one if left out." };
        var command = new Command("sweep", "Sweeps a simulated unit with the command-line program: time, its split, and peak memory.") { minutes, settings, data };
        command.SetAction(result => Run(result.GetValue(minutes), result.GetValue(settings), result.GetValue(data)));
        return command;
    }

    private static int Run(double minutes, int settings, string? data)
    {
        var folder = Directory.CreateTempSubdirectory("foura2a-sweep-");
        try
        {
            var dataSet = data ?? Path.Combine(folder.FullName, "unit");
            if (!Directory.Exists(dataSet) && MakeDataSet(dataSet, minutes, settings) is { ExitCode: not 0 } synth)
            {
                Console.Error.WriteLine($"synth ended with exit code {synth.ExitCode}; nothing is reported.");
                return 1;
            }

            var sweep = new SweepFolder(Path.Combine(folder.FullName, "unit.sweep"));
            var run = ProgramRun.Run("sweep", dataSet, "-o", sweep.FolderPath, "--device", "cpu");
            if (Problem(run, sweep, settings) is { } problem)
            {
                Console.Error.WriteLine($"{problem}; nothing is reported.");
                return 1;
            }

            Report(run, [.. sweep.ReadResults()], string.Create(CultureInfo.InvariantCulture, $"sweep --minutes {minutes} --settings {settings}"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Peak reductions from 40 to 100 in equal steps, as far as whole positions allow.
    private static ProgramRun MakeDataSet(string dataSet, double minutes, int settings)
    {
        var positions = settings / 2;
        var step = Math.Max(1, 60 / Math.Max(1, positions - 1));
        var from = 100 - (step * (positions - 1));
        return ProgramRun.Run(
            "synth", dataSet,
            "--minutes", minutes.ToString(CultureInfo.InvariantCulture),
            "--peak-reduction", string.Create(CultureInfo.InvariantCulture, $"{from}:100:{step}"),
            "--delay", TrueDelaySamples.ToString(CultureInfo.InvariantCulture),
            "--noise-db", "-80");
    }

    private static string? Problem(ProgramRun run, SweepFolder sweep, int settings)
    {
        var results = sweep.ReadResults();
        if (run.ExitCode != 0 || results.Count != settings)
        {
            return $"The sweep ended with exit code {run.ExitCode} and {results.Count} of {settings} settings";
        }

        foreach (var (setting, result, _) in results)
        {
            var known = !result!.NotIdentifiable.Contains(CompressorFit.DelayName, StringComparer.Ordinal);
            if (result.Status == FitRecords.StatusWord(FitStatus.NotConverged) || (known && Math.Abs(result.DelaySamples - TrueDelaySamples) > LargestDelayError))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{setting.Name} is {result.Status} with a delay of {result.DelaySamples:0.0000}, expected {TrueDelaySamples}");
            }
        }

        return null;
    }

    private static void Report(ProgramRun run, ImmutableArray<SettingOutcome> settings, string command)
    {
        var fits = settings.Select(setting => setting.Result!).ToList();
        var audioSeconds = fits.Sum(fit => (double)fit.SampleCount / fit.SampleRate);
        var efforts = fits.ConvertAll(SweepTables.Effort);
        var results = new BenchResults(
            "sweep", string.Create(CultureInfo.InvariantCulture, $"Sweep of {fits.Count} settings, {audioSeconds / 60:0.#} minutes of audio"), command);
        results.AddRows([Row(run, fits)], "the samples of all files read once, 16 bits each");
        results.Add("wall time of the program, from start to exit", run.Seconds, "s");
        results.Add("times real time", audioSeconds / run.Seconds);
        results.Add("processor time", run.ProcessorSeconds, "s");
        results.Add("processor utilisation", 100 * run.ProcessorSeconds / (run.Seconds * Environment.ProcessorCount), "%");
        results.Add("loading (beside the fits), sum of wall times", fits.Sum(fit => fit.Times.Load), "s");
        results.Add("fitting, sum of wall times", fits.Sum(fit => fit.Times.Fit), "s");
        results.Add("measuring (beside the fits), sum of wall times", fits.Sum(fit => fit.Times.Measure), "s");
        results.Add("peak memory of the process", run.PeakBytes / 1e6, "MB");
        results.Add("Newton iterations of a setting, median", efforts.Select(effort => (double)effort.Iterations).Median());
        results.Add("line-search steps of a setting, median", efforts.Select(effort => (double)effort.LineSearchSteps).Median());
        results.Add("engine", fits[0].Engine);
        results.AddTable(
            "Settings",
            ["setting", "status", "load, s", "fit, s", "measure, s", "Newton iterations", "line-search steps", "restarts", "delay, samples", "ESR", "ESR unaligned"],
            settings.Zip(efforts, (setting, effort) => new object[]
            {
                setting.Setting.Name, setting.Result!.Status,
                setting.Result.Times.Load, setting.Result.Times.Fit, setting.Result.Times.Measure,
                effort.Iterations, effort.LineSearchSteps, setting.Result.Restarts,
                setting.Result.DelaySamples, setting.Result.Esr, setting.Result.EsrUnaligned,
            }));
        results.Write();
    }

    // At least the samples of all files are read, 16 or more bits each; beyond the audio of the setting in work.
    private static BenchRow Row(ProgramRun run, List<FitResultRecord> fits)
    {
        var layouts = fits.ConvertAll(fit => ChunkLayout.ForSignal(fit.SampleRate, fit.SampleCount));
        var bytes = 2.0 * sizeof(short) * fits.Sum(fit => (double)fit.SampleCount);
        var audio = layouts.Max(layout => 3 * sizeof(float) * BatchShape.Of(layout).Samples);
        var shape = new BatchShape(layouts.Sum(layout => layout.ChunkCount), ChunkLayout.DefaultChunkSeconds, layouts.Sum(layout => BatchShape.Of(layout).Samples));
        var copy = Bound.ProcessorCopy(Environment.ProcessorCount);

        // The first one makes the pages of its arrays.
        copy.Take();
        return new(new(fits[0].Engine, "sweep", shape, run.PeakBytes - audio, bytes, copy, bytes, () => run.Seconds), [run.Seconds], [copy.Take()]);
    }
}
