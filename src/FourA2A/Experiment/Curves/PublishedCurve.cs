using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Files;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// The built-in curve <c>la2a</c>: the settings published for an LA-2A at 26 positions of its knobs.
/// </summary>
/// <remarks>
/// Source: Yu &amp; Fazekas, "Sound Matching an Analogue Levelling Amplifier Using the Newton-Raphson Method" (AES AIMLA 2025;
/// arXiv 2509.10706), fits to the SignalTrain LA2A data set. Its table is the resource <c>la2a.csv</c>; standard errors were not published.
/// </remarks>
internal static class PublishedCurve
{
    /// <summary>What stands for the curve where a curve file is asked for.</summary>
    public const string Name = "la2a";

    /// <summary>
    /// Reads the curve.
    /// </summary>
    public static ParameterCurve Read()
    {
        using var stream = typeof(PublishedCurve).Assembly.GetManifestResourceStream("FourA2A.Experiment.Curves.la2a.csv")!;
        using var reader = new StreamReader(stream);
        var table = CsvTable.Parse(reader.ReadToEnd(), Name);
        var cells = table.Header.Select((column, index) => (column, index)).ToDictionary(cell => cell.column, cell => cell.index, StringComparer.Ordinal);
        var modes = table.Rows
            .GroupBy(row => row[cells["mode"]] == UnitSetting.Word(LevellingMode.Limit) ? LevellingMode.Limit : LevellingMode.Compress)
            .ToImmutableSortedDictionary(mode => mode.Key, mode => mode.Select(Point).ToImmutableArray());
        return new ParameterCurve(Name, modes, "LA-2A, SignalTrain data set; Yu & Fazekas 2025, arXiv 2509.10706");

        CurvePoint Point(ImmutableArray<string> row)
        {
            return new()
            {
                PeakReduction = Number("peak_reduction"),
                Parameters = new CompressorParameters(
                    Number("threshold_db"), Number("ratio"), Number("attack_ms"), Number("release_ms"), Number("make_up_db")),
                Esr = Number("esr_fitted"),
            };

            double Number(string column) => CsvTable.Number(row[cells[column]]);
        }
    }
}
