using System.Collections.Immutable;
using System.Diagnostics;
using FourA2A.Audio;
using FourA2A.Experiment.Sweeps;
using FourA2A.Simulation;
using FourA2A.Simulation.Units;

namespace FourA2A.Bench;

/// <summary>
/// Sweeps with the command-line program that are killed at random moments and started again: the curve file must in the end be that of
/// an undisturbed sweep, to the byte, and no finished setting may be fitted again.
/// </summary>
internal static class SweepKills
{
    private static readonly double[] PeakReductions = [70, 85, 100];

    /// <summary>
    /// Runs sweeps until so many processes have been killed, each sweep to its end.
    /// </summary>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="kills">How often.</param>
    /// <param name="seed">At which moments.</param>
    public static SweepKillsOutcome Run(string folder, int kills, int seed)
    {
        var dataSet = Directory.CreateDirectory(Path.Combine(folder, "unit")).FullName;
        SimulatedDataSet.Write(dataSet, new SimulationOptions
        {
            Seconds = 3,
            SampleRate = 16000,
            DelaySamples = -0.75,
            NoiseDb = -80,
            Unit = new AmplifierUnit([.. from mode in Enum.GetValues<LevellingMode>() from peakReduction in PeakReductions select new UnitSetting(mode, peakReduction)]),
        });
        var random = new Random(seed);
        var failures = ImmutableArray.CreateBuilder<string>();
        var undisturbed = new SweepFolder(Path.Combine(folder, "undisturbed.sweep"));
        var watch = Stopwatch.StartNew();
        var exitCode = Sweep(dataSet, undisturbed, null).ExitCode;
        var seconds = watch.Elapsed.TotalSeconds;
        var curve = File.ReadAllBytes(undisturbed.CurvePath);
        var (killed, sweeps, kept) = (0, 0, 0);
        while (killed < kills)
        {
            var sweep = new SweepFolder(Path.Combine(folder, $"killed-{++sweeps}.sweep"));
            for (var ended = false; !ended;)
            {
                var before = Finished(sweep);
                var outcome = Sweep(dataSet, sweep, killed < kills ? TimeSpan.FromSeconds(seconds * random.NextDouble()) : null);
                ended = !outcome.Killed;
                var after = Finished(sweep);
                failures.AddRange(before.Where(setting => after.GetValueOrDefault(setting.Key) != setting.Value).Select(setting => $"sweep {sweeps}: {setting.Key} was fitted again"));
                if (!ended)
                {
                    killed++;
                    kept += after.Count;
                }
                else if (outcome.ExitCode != exitCode)
                {
                    failures.Add($"sweep {sweeps}: exit code {outcome.ExitCode}, undisturbed {exitCode}: {outcome.Error}");
                }
            }

            if (!File.Exists(sweep.CurvePath) || !File.ReadAllBytes(sweep.CurvePath).AsSpan().SequenceEqual(curve))
            {
                failures.Add($"sweep {sweeps}: its curve is not that of the undisturbed sweep");
            }

            Directory.Delete(sweep.FolderPath, recursive: true);
        }

        return new(killed, sweeps, kept, seconds, curve.Length, failures.ToImmutable());
    }

    // What each finished setting says. It appears in one step: a half of it would not be read.
    private static Dictionary<string, string> Finished(SweepFolder sweep)
        => sweep.ReadResults().ToDictionary(outcome => outcome.Setting.Name, outcome => File.ReadAllText(sweep.ResultPath(outcome.Setting)), StringComparer.Ordinal);

    private static (bool Killed, int ExitCode, string Error) Sweep(string dataSet, SweepFolder sweep, TimeSpan? killAfter)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FourA2A.Cli.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "sweep", dataSet, "-o", sweep.FolderPath, "--device", "cpu"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var killed = killAfter is { } moment && !process.WaitForExit(moment);
        if (killed)
        {
            // SIGKILL where there are signals.
            process.Kill();
        }

        process.WaitForExit();
        Task.WaitAll(output, error);
        return (killed, process.ExitCode, error.Result);
    }
}
