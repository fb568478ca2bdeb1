using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Files;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// How far a method is from the recording of one setting; NaN where a figure is not known.
/// </summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Setting">How the knobs stood.</param>
/// <param name="Esr">Error-to-signal ratio with the target moved back by its delay.</param>
/// <param name="EsrUnaligned">The same with the target as recorded.</param>
/// <param name="LoudnessDynamicRangeDifferenceDb">LDR of the estimate less that of the target in dB; above 0 the estimate is less compressed.</param>
/// <param name="LoudnessLufs">Integrated loudness of the estimate.</param>
/// <param name="TargetLoudnessLufs">Integrated loudness of the target over the same time.</param>
public sealed record MethodScore(
    string Method,
    UnitSetting Setting,
    double Esr,
    double EsrUnaligned,
    double LoudnessDynamicRangeDifferenceDb,
    double LoudnessLufs,
    double TargetLoudnessLufs)
{
    /// <summary>Scores as a table, a row each in their order.</summary>
    public static CsvTable Table(IEnumerable<MethodScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var table = new CsvTable("method", "mode", "peak_reduction", "esr", "esr_unaligned", "delta_ldr_db", "loudness_lufs", "target_loudness_lufs");
        foreach (var score in scores)
        {
            ImmutableArray<double> figures =
            [
                score.Setting.PeakReduction,
                score.Esr,
                score.EsrUnaligned,
                score.LoudnessDynamicRangeDifferenceDb,
                score.LoudnessLufs,
                score.TargetLoudnessLufs,
            ];
            table.Add([score.Method, score.Setting.ModeWord, .. figures.Select(CsvTable.Cell)]);
        }

        return table;
    }
}
