using FourA2A.Files;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Where the parts of a comparison lie in its folder.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class ComparisonFolder(string path)
{
    /// <summary>The folder.</summary>
    public string FolderPath { get; } = path;

    /// <summary>What was asked for: <c>request.json</c>.</summary>
    public string RequestPath => Path.Combine(FolderPath, "request.json");

    /// <summary>Held by the run that is at work in the folder.</summary>
    public string LockPath => Path.Combine(FolderPath, ".lock");

    /// <summary>Folder of a system, named like its model.</summary>
    public string SystemPath(string model) => Path.Combine(FolderPath, model);

    /// <summary>The fit of a system: <c>one-pole/result.json</c>.</summary>
    public string ResultPath(string model) => Path.Combine(SystemPath(model), "result.json");

    /// <summary>Whether the fit of a system is there.</summary>
    public bool Has(string model) => File.Exists(ResultPath(model));

    /// <summary>One row a system: <c>comparison.csv</c>.</summary>
    public string TablePath => Path.Combine(FolderPath, "comparison.csv");

    /// <summary>Level and waveform of target and estimates against time: <c>curves.csv</c>.</summary>
    public string CurvesPath => Path.Combine(FolderPath, "curves.csv");

    /// <summary>The page: <c>report.html</c>.</summary>
    public string ReportPath => Path.Combine(FolderPath, "report.html");

    /// <summary>All figures, written last: <c>comparison.json</c>.</summary>
    public string RecordPath => Path.Combine(FolderPath, "comparison.json");

    /// <summary>
    /// The figures of a finished comparison.
    /// </summary>
    /// <exception cref="InputException">There is none of this version.</exception>
    public ComparisonRecord ReadRecord()
    {
        const string Remedy = "give the folder of a finished comparison, or compare again into a new one";
        var record = JsonFile.Read(RecordPath, ComparisonJsonContext.Default.ComparisonRecord, "a comparison", Remedy);
        return record.Version == ComparisonRecord.CurrentVersion
            ? record
            : throw new InputException($"{RecordPath}: version: found {record.Version}, expected {ComparisonRecord.CurrentVersion}; {Remedy}.");
    }
}
