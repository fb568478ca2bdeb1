using System.Collections.Immutable;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Experiment.Systems;
using FourA2A.Files;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// What a comparison found.
/// </summary>
/// <param name="Record">Its figures.</param>
/// <param name="OnePole">The one-pole fit.</param>
/// <param name="Approximate">The approximate-ballistics fit.</param>
/// <param name="Curves">Level and waveform against time.</param>
internal sealed record ComparisonData(ComparisonRecord Record, FitResultRecord OnePole, ApproximateResultRecord Approximate, CsvTable Curves)
{
    /// <summary>What was compared: the name of the wet file.</summary>
    public string Name => Path.GetFileName(Record.Inputs.Wet.Path);

    /// <summary>The models, in the order of the table.</summary>
    public ImmutableArray<string> Models => [.. Record.Systems.Select(row => row.Model)];

    /// <summary>
    /// Reads a folder.
    /// </summary>
    /// <exception cref="InputException">It is no finished comparison, or one of its files cannot be read.</exception>
    public static ComparisonData Read(ComparisonFolder folder) => new(
        folder.ReadRecord(),
        ResultFile.Read(folder.ResultPath(ModelNames.OnePole)),
        ApproximateResultFile.Read(folder.ResultPath(ModelNames.ApproximateBallistics)),
        CsvTable.Read(folder.CurvesPath, "part", "time_s", "attack", "dry_db", "target_db"));
}
