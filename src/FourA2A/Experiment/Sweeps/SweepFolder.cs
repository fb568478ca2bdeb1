using FourA2A.Audio;
using FourA2A.Files;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// Where the parts of a sweep lie in its folder.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class SweepFolder(string path)
{
    /// <summary>The folder.</summary>
    public string FolderPath { get; } = path;

    /// <summary>What was asked for: <c>sweep.json</c>.</summary>
    public string RecordPath => Path.Combine(FolderPath, "sweep.json");

    /// <summary>Held by the run that is at work in the folder.</summary>
    public string LockPath => Path.Combine(FolderPath, ".lock");

    /// <summary>One row for every setting, failed ones included: <c>summary.csv</c>.</summary>
    public string SummaryPath => Path.Combine(FolderPath, "summary.csv");

    /// <summary>The settings found against the knob: <c>curve.json</c>.</summary>
    public string CurvePath => Path.Combine(FolderPath, "curve.json");

    /// <summary>The left-out test of <c>curve</c>: <c>left-out.csv</c>; there once it was run.</summary>
    public string LeftOutPath => Path.Combine(FolderPath, "left-out.csv");

    /// <summary>Scores by method from <c>evaluate</c>: <c>scores.csv</c>; there once it was run.</summary>
    public string ScoresPath => Path.Combine(FolderPath, "scores.csv");

    /// <summary>Two systems on one pair, from <c>compare</c>: <c>comparison.csv</c>; there once it was copied here.</summary>
    public string ComparisonPath => Path.Combine(FolderPath, "comparison.csv");

    /// <summary>The report: <c>report.html</c>.</summary>
    public string ReportPath => Path.Combine(FolderPath, "report.html");

    /// <summary>The folder of all settings: <c>settings</c>.</summary>
    public string SettingsPath => Path.Combine(FolderPath, "settings");

    /// <summary>The folder of one setting, for example <c>settings/compress-85</c>; it appears when its fit is complete.</summary>
    public string SettingPath(UnitSetting setting) => Path.Combine(SettingsPath, setting.Name);

    /// <summary>The fit of a setting: <c>result.json</c>.</summary>
    public string ResultPath(UnitSetting setting) => Path.Combine(SettingPath(setting), "result.json");

    /// <summary>Gain against time, target's estimate and model's: <c>gain.csv</c>.</summary>
    public string GainPath(UnitSetting setting) => Path.Combine(SettingPath(setting), "gain.csv");

    /// <summary>Where fits from random starts ended: <c>starts.csv</c>; there if they were asked for.</summary>
    public string StartsPath(UnitSetting setting) => Path.Combine(SettingPath(setting), "starts.csv");

    /// <summary>
    /// What the sweep was asked for.
    /// </summary>
    /// <exception cref="InputException">The folder is no sweep of this version.</exception>
    public SweepOptions ReadOptions()
    {
        const string Remedy = "give the folder of a sweep, or sweep again into a new one";
        if (!File.Exists(RecordPath))
        {
            throw new InputException($"{FolderPath}: found no {Path.GetFileName(RecordPath)}, expected the folder of a sweep; {Remedy}.");
        }

        var options = JsonFile.Read(RecordPath, SweepJsonContext.Default.SweepOptions, "a sweep's options", Remedy);
        return options.Version == SweepOptions.CurrentVersion
            ? options
            : throw new InputException($"{RecordPath}: version: found {options.Version}, expected {SweepOptions.CurrentVersion}; {Remedy}.");
    }

    /// <summary>
    /// The finished settings with their results, by mode and rising peak reduction.
    /// </summary>
    /// <exception cref="InputException">A result cannot be read.</exception>
    public IReadOnlyList<SettingOutcome> ReadResults()
    {
        if (!Directory.Exists(SettingsPath))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(SettingsPath)
            .Select(path => UnitSetting.TryParse(Path.GetFileName(path), out var setting) ? setting : (UnitSetting?)null)
            .OfType<UnitSetting>()
            .OrderBy(setting => setting.Mode)
            .ThenBy(setting => setting.PeakReduction)
            .Select(setting => new SettingOutcome(setting, ReadResult(setting)))];
    }

    private FitResultRecord ReadResult(UnitSetting setting)
        => File.Exists(ResultPath(setting))
            ? ResultFile.Read(ResultPath(setting))
            : throw new InputException($"{SettingPath(setting)}: found no {Path.GetFileName(ResultPath(setting))}, expected one beside the other files; remove the folder, and sweep fits the setting again.");
}
