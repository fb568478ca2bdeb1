using System.Collections.Immutable;
using FourA2A.Audio;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// Means of a method's scores over the settings of one mode. A figure that is not finite counts in no mean; a mean of nothing is NaN.
/// </summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Mode">The mode.</param>
/// <param name="SettingCount">Settings that the method has.</param>
/// <param name="Esr">Mean error-to-signal ratio.</param>
/// <param name="EsrUnaligned">The same with the targets as recorded.</param>
/// <param name="LoudnessDynamicRangeDifferenceDb">Mean signed difference in loudness dynamic range, in dB.</param>
/// <param name="LoudnessDifferenceLu">Mean of the estimate's loudness less the target's, in LU.</param>
public sealed record MethodMean(
    string Method,
    LevellingMode Mode,
    int SettingCount,
    double Esr,
    double EsrUnaligned,
    double LoudnessDynamicRangeDifferenceDb,
    double LoudnessDifferenceLu)
{
    /// <summary>The means by method and mode, in the order of the scores.</summary>
    public static ImmutableArray<MethodMean> Of(IEnumerable<MethodScore> scores)
        =>
        [
            .. from score in scores
               group score by (score.Method, score.Setting.Mode) into part
               select new MethodMean(
                   part.Key.Method,
                   part.Key.Mode,
                   part.Count(),
                   Mean(part, score => score.Esr),
                   Mean(part, score => score.EsrUnaligned),
                   Mean(part, score => score.LoudnessDynamicRangeDifferenceDb),
                   Mean(part, score => score.LoudnessLufs - score.TargetLoudnessLufs)),
        ];

    private static double Mean(IEnumerable<MethodScore> scores, Func<MethodScore, double> figure)
        => scores.Select(figure).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
