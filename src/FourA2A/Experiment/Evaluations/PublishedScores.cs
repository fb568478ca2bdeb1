using System.Collections.Immutable;
using System.Globalization;
using FourA2A.Audio;
using FourA2A.Files;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// The published scores of five models of an LA-2A, to compare with. They were measured on the SignalTrain LA2A recordings, not on
/// anybody else's. Source: the tables behind Yu &amp; Fazekas 2025, arXiv 2509.10706.
/// </summary>
public static class PublishedScores
{
    /// <summary>Where the scores come from, for people.</summary>
    public const string Source = "Yu & Fazekas 2025, arXiv 2509.10706, measured on the SignalTrain LA2A recordings";

    /// <summary>What the name of each method ends with.</summary>
    public const string NameEnd = " (published)";

    private const string File = "la2a-published-scores.csv";

    /// <summary>
    /// The scores at some settings, by method (4A-2A, 4A-2A+GRU, UAD, CLA-2A, CA-2A; each name ends with <see cref="NameEnd"/>), mode and
    /// peak reduction. What was not published, ESR without alignment and loudness, is NaN.
    /// </summary>
    public static ImmutableArray<MethodScore> At(IReadOnlyCollection<UnitSetting> settings)
        => [.. Rows().Where(row => settings.Contains(row.Setting))];

    private static IEnumerable<MethodScore> Rows()
    {
        using var stream = typeof(PublishedScores).Assembly.GetManifestResourceStream($"FourA2A.Experiment.Evaluations.{File}")!;
        using var reader = new StreamReader(stream);
        return CsvTable.Parse(reader.ReadToEnd(), File, "method", "mode", "peak_reduction", "esr", "delta_ldr_db").Rows.Select(row => new MethodScore(
            $"{row[0]}{NameEnd}",
            new UnitSetting(
                row[1] == UnitSetting.Word(LevellingMode.Limit) ? LevellingMode.Limit : LevellingMode.Compress,
                double.Parse(row[2], CultureInfo.InvariantCulture)),
            CsvTable.Number(row[3]),
            double.NaN,
            CsvTable.Number(row[4]),
            double.NaN,
            double.NaN));
    }
}
