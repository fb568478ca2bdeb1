using System.CommandLine;
using System.Globalization;
using FourA2A.ApproximateBallistics.Fitting;
using FourA2A.Experiment.Systems;
using FourA2A.Reporting.Comparisons;
using FourA2A.Reporting.Plots;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// <c>tasks</c>: the tasks of Colonel and Reiss (AES 153, 2022) rebuilt, fitted by both systems. Each task has a result file of its own, written as soon as it is done.
/// </summary>
internal static class TasksVerb
{
    private static int Published => new DescentCriteria().MaximumIterations;

    public static Command Create()
    {
        var tasks = new Option<int[]>("--task")
        {
            Description = $"Which of them: {string.Join(", ", BenchTask.Names.Select((name, n) => $"{n + 1} {name}"))}.",
            DefaultValueFactory = _ => [.. Enumerable.Range(1, BenchTask.Names.Length)],
            AllowMultipleArgumentsPerToken = true,
        }.Between(1, BenchTask.Names.Length);
        var iterations = new Option<int>("--max-iterations") { Description = "Most iterations of Adam.", DefaultValueFactory = _ => Published }.Between(1, 1_000_000);
        var data = new Option<string?>("--data") { Description = "Folder for pairs and, until a task is finished, the state of its fit: a run that was stopped goes on. A temporary one if left out." };
        var command = new Command("tasks", "Rebuilds the published tasks and fits them by Adam and by Newton's method: settings, errors, times, plots.") { tasks, iterations, data };
        command.SetAction(result => Run([.. result.GetValue(tasks)!.Distinct()], result.GetValue(iterations), result.GetValue(data)));
        return command;
    }

    private static int Run(int[] numbers, int iterations, string? data)
    {
        var temporary = data is null ? Directory.CreateTempSubdirectory("foura2a-tasks-") : null;
        try
        {
            foreach (var task in numbers.Select(BenchTask.Of))
            {
                var folder = Path.Combine(data ?? temporary!.FullName, string.Create(CultureInfo.InvariantCulture, $"task-{task.Number}-{iterations}"));
                var outcome = TaskOutcome.Of(task, folder, iterations);
                var command = string.Create(
                    CultureInfo.InvariantCulture,
                    $"tasks --task {task.Number}{(iterations == Published ? "" : $" --max-iterations {iterations}")}{(data is null ? "" : $" --data {data}")}");
                Write(task, outcome, command);

                // The next run is of another program, or wants new times.
                outcome.ForgetFit();
            }

            return 0;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static void Write(BenchTask task, TaskOutcome outcome, string command)
    {
        var results = new BenchResults($"tasks-{task.Number}", $"Both systems on one pair: {task.Name}", command);
        results.Add("times of the true settings", "the unit's: RMS compressor 63 % in dB after a detector of 5 ms, or those of the model that made the target");
        results.Add("times of approximate-ballistics, published and ours", "lengths of moving averages of the attenuation in dB");
        results.Add("times of one-pole", "10-90 % rise times of the linear gain; its threshold is of a sample's level, not of an RMS level");
        results.Add("published", "Colonel and Reiss, AES 153, 2022; its targets were made by another compressor from other signals");
        results.Add("seconds", "of Newton's method those of the run of median time of five, of Adam those of one run, spread evenly over its rows of 100 iterations");
        results.AddTable("Settings", TaskOutcome.SettingsColumns, outcome.Settings());
        results.AddTable("Quality", TaskOutcome.QualityColumns, outcome.Quality());
        results.AddTable("Time to as low an error", TaskOutcome.RatioColumns, outcome.Ratios());
        if (outcome.Plateaus() is { Count: > 0 } plateaus)
        {
            results.Add("static characteristic, approximate-ballistics, largest", plateaus.Max(plateau => Math.Abs((double)plateau[3])), "dB");
            results.Add("static characteristic, one-pole, largest", plateaus.Max(plateau => Math.Abs((double)plateau[4])), "dB");
            results.AddTable("Static characteristic, levels over the last 10 ms of each plateau", TaskOutcome.PlateauColumns, plateaus);
        }

        if (outcome.OutsideUnitAttack() is { Count: > 0 } residuals)
        {
            results.AddTable("Loudness outside the unit's attack, three times its length after each upward step", TaskOutcome.OutsideUnitAttackColumns, residuals);
        }

        var folder = results.Write();
        var curves = outcome.Curves();
        foreach (var draw in new[] { ComparisonPlots.Waveform, ComparisonPlots.Levels, ComparisonPlots.Residuals })
        {
            // In the order of a comparison's page, which gives each its colour.
            var plot = draw(curves, ComparisonCurves.Whole, [.. TaskOutcome.Models.Reverse()]);
            PlotFile.Replace(Path.Combine(folder, $"tasks-{task.Number}-{plot.Name}.svg"), plot);
        }
    }
}
