using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;
using FourA2A.Experiment.Systems;
using FourA2A.Files;

namespace FourA2A.Reporting;

/// <summary>
/// What lies in a sweep's folder, finished or not.
/// </summary>
internal sealed class SweepData
{
    private SweepData(SweepFolder folder, SweepOptions options, ImmutableArray<FittedSetting> fits)
    {
        Folder = folder;
        Options = options;
        Fits = fits;
    }

    /// <summary>The folder.</summary>
    public SweepFolder Folder { get; }

    /// <summary>What was asked for.</summary>
    public SweepOptions Options { get; }

    /// <summary>What is fitted, by mode, then rising peak reduction.</summary>
    public ImmutableArray<FittedSetting> Fits { get; }

    /// <summary>One row a setting, failed ones included; null before there is any.</summary>
    public CsvTable? Summary { get; private init; }

    /// <summary>The left-out test; null before it was run.</summary>
    public CsvTable? LeftOut { get; private init; }

    /// <summary>Scores of other methods; null before they were measured.</summary>
    public CsvTable? Scores { get; private init; }

    /// <summary>Two systems on one of its pairs; null before they were compared.</summary>
    public ImmutableArray<SystemRow>? Systems { get; private init; }

    /// <summary>A curve to compare with; null if none was asked for.</summary>
    public ParameterCurve? Reference { get; private init; }

    /// <summary>The modes that are fitted.</summary>
    public IEnumerable<LevellingMode> Modes => Fits.Select(fit => fit.Setting.Mode).Distinct();

    /// <summary>What other files call the sweep: the name of its folder.</summary>
    public string Name => FolderName(Folder.FolderPath);

    /// <summary>Name of the data set's folder.</summary>
    public string DataSetName => FolderName(Options.DataSet);

    /// <summary>
    /// Reads a folder.
    /// </summary>
    /// <exception cref="InputException">It is no sweep, or one of its files cannot be read.</exception>
    public static SweepData Read(SweepFolder folder, ParameterCurve? reference)
        => new(folder, folder.ReadOptions(), [.. folder.ReadResults().Select(outcome => new FittedSetting(outcome.Setting, outcome.Result!))])
        {
            Summary = ReadIfThere(folder.SummaryPath, "mode", "peak_reduction", "status", "message"),
            LeftOut = ReadIfThere(folder.LeftOutPath, "mode", "peak_reduction", "interpolation", "esr", "esr_fitted"),
            Scores = ReadIfThere(folder.ScoresPath, "method", "mode", "peak_reduction", "esr", "delta_ldr_db"),
            Systems = File.Exists(folder.ComparisonPath) ? ComparisonTable.Read(folder.ComparisonPath) : null,
            Reference = reference,
        };

    /// <summary>Gain against time of a setting; null where it was not measured.</summary>
    public CsvTable? Gain(UnitSetting setting) => ReadIfThere(Folder.GainPath(setting), "time_s", "target_gain_db", "model_gain_db");

    /// <summary>Ends of random starts of a setting; null where none were asked for.</summary>
    public CsvTable? Starts(UnitSetting setting)
        => ReadIfThere(Folder.StartsPath(setting), [.. FittedParameter.All.Where(parameter => parameter.IsSetting).Select(parameter => $"end_{parameter.Column}"), "relative_loss"]);

    private static string FolderName(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static CsvTable? ReadIfThere(string path, params ReadOnlySpan<string> required)
        => File.Exists(path) ? CsvTable.Read(path, required) : null;
}
