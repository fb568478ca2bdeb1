using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FourA2A.Audio;
using FourA2A.Experiment;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Files;

namespace FourA2A.Reporting;

/// <summary>
/// What lies in a sweep's folder, finished or not.
/// </summary>
internal sealed class SweepData
{
    private SweepData(SweepFolder folder, ImmutableArray<FittedSetting> fits)
    {
        Folder = folder;
        Fits = fits;
    }

    /// <summary>The folder.</summary>
    public SweepFolder Folder { get; }

    /// <summary>What is fitted, by mode, then rising peak reduction.</summary>
    public ImmutableArray<FittedSetting> Fits { get; }

    /// <summary>The fields of <c>sweep.json</c> that are one text or number, with their names.</summary>
    public ImmutableArray<(string Name, string Value)> Request { get; private init; } = [];

    /// <summary>One row a setting, failed ones included; null before there is any.</summary>
    public CsvTable? Summary { get; private init; }

    /// <summary>The left-out test; null before it was run.</summary>
    public CsvTable? LeftOut { get; private init; }

    /// <summary>Scores of other methods; null before they were measured.</summary>
    public CsvTable? Scores { get; private init; }

    /// <summary>A curve to compare with; null if none was asked for.</summary>
    public ParameterCurve? Reference { get; private init; }

    /// <summary>The modes that are fitted.</summary>
    public IEnumerable<LevellingMode> Modes => Fits.Select(fit => fit.Setting.Mode).Distinct();

    /// <summary>
    /// Reads a folder.
    /// </summary>
    /// <exception cref="InputException">It is no sweep, or one of its files cannot be read.</exception>
    public static SweepData Read(SweepFolder folder, ParameterCurve? reference)
    {
        if (!File.Exists(folder.RecordPath) && !Directory.Exists(folder.SettingsPath))
        {
            throw new InputException($"{folder.FolderPath}: found neither sweep.json nor settings in it, expected the folder of a sweep; make one with foura2a sweep.");
        }

        return new SweepData(folder, [.. Fitted(folder).OrderBy(fit => fit.Setting.Mode).ThenBy(fit => fit.Setting.PeakReduction)])
        {
            Request = ReadRequest(folder.RecordPath),
            Summary = ReadIfThere(folder.SummaryPath, "mode", "peak_reduction", "status", "message"),
            LeftOut = ReadIfThere(folder.LeftOutPath, "mode", "peak_reduction", "interpolation", "esr", "esr_fitted"),
            Scores = ReadIfThere(folder.ScoresPath, "method", "mode", "peak_reduction", "esr", "esr_unaligned", "delta_ldr_db"),
            Reference = reference,
        };
    }

    /// <summary>What other files call the sweep: the name of its folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder.FolderPath)));

    /// <summary>A cell of the summary; null where there is none, or nothing in it.</summary>
    public string? SummaryCell(UnitSetting setting, string column)
    {
        if (Summary is null || Summary.Header.IndexOf(column) is var index && index < 0)
        {
            return null;
        }

        var (mode, reduction) = (Summary.Header.IndexOf("mode"), Summary.Header.IndexOf("peak_reduction"));
        var row = Summary.Rows.FirstOrDefault(row => $"{row[mode]}-{row[reduction]}" == setting.Name);
        return row.IsDefault || row[index].Length == 0 ? null : row[index];
    }

    /// <summary>Newton iterations to a setting's result: as the summary counts them, or all that the fit made.</summary>
    public double NewtonIterations(FittedSetting fit)
        => SummaryCell(fit.Setting, "newton_iterations") is { } cell ? CsvTable.Number(cell) : fit.Fit.Iterations;

    /// <summary>Gain against time of a setting; null where it was not measured.</summary>
    public CsvTable? Gain(UnitSetting setting) => ReadIfThere(Folder.GainPath(setting), "time_s", "target_gain_db", "model_gain_db");

    /// <summary>Ends of random starts of a setting; null where none were asked for.</summary>
    public CsvTable? Starts(UnitSetting setting)
        => ReadIfThere(Folder.StartsPath(setting), [.. FittedParameter.All.Where(parameter => parameter.IsSetting).Select(parameter => $"end_{parameter.Column}"), "relative_loss"]);

    // A folder of another name is none of ours: one that is being made, say.
    private static IEnumerable<FittedSetting> Fitted(SweepFolder folder)
    {
        if (!Directory.Exists(folder.SettingsPath))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateDirectories(folder.SettingsPath))
        {
            if (Parse(Path.GetFileName(path)) is { } setting && File.Exists(folder.ResultPath(setting)))
            {
                yield return new FittedSetting(setting, ResultFile.Read(folder.ResultPath(setting)));
            }
        }
    }

    private static UnitSetting? Parse(string name)
        => Enum.GetValues<LevellingMode>()
            .Select(mode => double.TryParse(name.AsSpan(Math.Min(name.Length, UnitSetting.Word(mode).Length + 1)), NumberStyles.Float, CultureInfo.InvariantCulture, out var reduction)
                ? new UnitSetting(mode, reduction)
                : (UnitSetting?)null)
            .FirstOrDefault(setting => setting?.Name == name);

    private static CsvTable? ReadIfThere(string path, params ReadOnlySpan<string> required)
        => File.Exists(path) ? CsvTable.Read(path, required) : null;

    private static ImmutableArray<(string, string)> ReadRequest(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonFile.Parse(path, "the record of a sweep", "sweep again");
        return
        [
            .. document.RootElement.EnumerateObject()
                .Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                .Select(field => (field.Name, field.Value.ToString())),
        ];
    }
}
