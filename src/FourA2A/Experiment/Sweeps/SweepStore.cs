using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Experiment.Curves;
using FourA2A.Files;
using FourA2A.Simulation;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// The folder of a sweep while one run holds it. A setting is written into a temporary folder beside its own and moved there in one
/// step: whatever moment a run is killed at, a setting is there complete or not at all.
/// </summary>
public sealed class SweepStore : IDisposable
{
    private readonly IDisposable held;

    private SweepStore(SweepFolder folder, SweepOptions options, IDisposable held)
        => (Folder, Options, this.held) = (folder, options, held);

    /// <summary>The folder.</summary>
    public SweepFolder Folder { get; }

    /// <summary>What was asked for, as it stands in the folder.</summary>
    public SweepOptions Options { get; private set; }

    /// <summary>
    /// Makes the folder of a new sweep or takes that of an earlier one; what a killed run left half written is removed.
    /// </summary>
    /// <param name="folder">A folder that does not exist, in one that does, or that of a sweep.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="InputException">
    /// The folder holds something else, or a sweep that was asked for something else, or another run is at work in it.
    /// </exception>
    public static SweepStore Open(SweepFolder folder, SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var store = new SweepStore(folder, options, Rules(folder).Take());
        try
        {
            store.Claim();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes a finished setting.
    /// </summary>
    /// <param name="setting">A setting that is not there yet.</param>
    /// <param name="result">Its fit.</param>
    /// <param name="gain">Its gain against time.</param>
    /// <param name="starts">Where fits from random starts ended; null if there were none.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Add(UnitSetting setting, FitResultRecord result, CsvTable gain, CsvTable? starts)
    {
        ArgumentNullException.ThrowIfNull(gain);
        var path = Path.Combine(Folder.SettingsPath, AtomicFile.TemporaryName(setting.Name));
        Directory.CreateDirectory(path);
        string In(string finished) => Path.Combine(path, Path.GetFileName(finished));
        ResultFile.WriteNew(In(Folder.ResultPath(setting)), result);
        gain.WriteNew(In(Folder.GainPath(setting)));
        starts?.WriteNew(In(Folder.StartsPath(setting)));
        Directory.Move(path, Folder.SettingPath(setting));
    }

    /// <summary>
    /// Writes summary and curve anew.
    /// </summary>
    /// <param name="settings">Every setting with a result or a failure, by mode and rising peak reduction.</param>
    public void WriteTables(ImmutableArray<SettingOutcome> settings)
    {
        SweepTables.Summary(settings).Replace(Folder.SummaryPath);
        if (settings.Any(setting => setting.Result is not null))
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Options.DataSet));
            CurveFile.Replace(Folder.CurvePath, SweepTables.Curve(name, settings, Options.Simulation?.TrimEnd('.') ?? string.Empty));
        }
    }

    /// <summary>Lets another run have the folder.</summary>
    public void Dispose() => held.Dispose();

    private static RunFolder Rules(SweepFolder folder) => new(folder.FolderPath, folder.RecordPath, folder.LockPath, "sweep");

    private void Claim()
    {
        if (!File.Exists(Folder.RecordPath))
        {
            Options = Options with { Simulation = SimulationRecord.StatementIn(Options.DataSet) };
            JsonFile.WriteNew(Folder.RecordPath, Options, SweepJsonContext.Default.SweepOptions);
        }
        else
        {
            Resume(Folder.ReadOptions());
        }

        Directory.CreateDirectory(Folder.SettingsPath);
        Rules(Folder).RemoveLeftOvers();
    }

    private void Resume(SweepOptions earlier)
    {
        Rules(Folder).RequireSame(Options.DifferenceFrom(earlier));
        Options = earlier;
    }
}
