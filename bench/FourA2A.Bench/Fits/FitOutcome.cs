using System.Text.Json;

namespace FourA2A.Bench.Fits;

/// <summary>
/// A run of the program's <c>fit</c>.
/// </summary>
/// <param name="Run">The process.</param>
/// <param name="Load">Seconds of it that loading and aligning took.</param>
/// <param name="Fit">Seconds that the fit took.</param>
/// <param name="Measure">Seconds that measuring the result took.</param>
/// <param name="Iterations">Newton steps.</param>
/// <param name="Evaluations">Evaluations of the loss.</param>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Settings">Name, true and found value of each setting.</param>
internal sealed record FitOutcome(
    ProgramRun Run, double Load, double Fit, double Measure, int Iterations, int Evaluations, string Engine, IReadOnlyList<(string Name, double True, double Found)> Settings)
{
    /// <summary>Whether each setting is found within a hundredth of itself or of its unit.</summary>
    public bool IsRight => Settings.All(setting => Math.Abs(setting.Found - setting.True) <= 0.01 * Math.Max(1, Math.Abs(setting.True)));

    /// <summary>Runs the program; null if it fails.</summary>
    /// <param name="pair">What to fit.</param>
    /// <param name="device">The word of <c>--device</c>.</param>
    /// <param name="folder">A folder that is not there yet, removed afterwards.</param>
    public static FitOutcome? Of(FitPair pair, string device, string folder)
    {
        var run = ProgramRun.Run("fit", pair.DryPath, pair.WetPath, "-o", folder, "--device", device);
        if (run.ExitCode != 0)
        {
            return null;
        }

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "result.json")));
        Directory.Delete(folder, recursive: true);
        var root = json.RootElement;
        var times = root.GetProperty("times");
        var found = root.GetProperty("parameters");
        var truth = BenchSignals.Parameters;
        return new(
            run,
            times.GetProperty("load").GetDouble(),
            times.GetProperty("fit").GetDouble(),
            times.GetProperty("measure").GetDouble(),
            root.GetProperty("iterations").GetInt32(),
            root.GetProperty("evaluations").GetInt32(),
            root.GetProperty("engine").GetString()!,
            [
                ("threshold, dB", truth.ThresholdDb, found.GetProperty("thresholdDb").GetDouble()),
                ("ratio", truth.Ratio, found.GetProperty("ratio").GetDouble()),
                ("attack, ms", truth.AttackMs, found.GetProperty("attackMs").GetDouble()),
                ("release, ms", truth.ReleaseMs, found.GetProperty("releaseMs").GetDouble()),
                ("make-up, dB", truth.MakeUpDb, found.GetProperty("makeUpDb").GetDouble()),
                ("delay, samples", FitPair.TrueDelaySamples, root.GetProperty("delaySamples").GetDouble()),
            ]);
    }
}
