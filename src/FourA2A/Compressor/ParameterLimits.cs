using System.Collections.Immutable;

namespace FourA2A.Compressor;

/// <summary>
/// The settings a compressor can be run with. Wider than any unit and than any range of a fit, so that whatever a fit
/// ends with can be rendered: within them the arithmetic is sound.
/// </summary>
public static class ParameterLimits
{
    // Fits whose target shows no compression leave the threshold anywhere.
    private const double LargestThresholdDb = 1000;

    // 1e10: the product with the largest sample that is taken for audio stays a float.
    private const double LargestMakeUpDb = 200;

    private const double LargestRatio = 1e9;
    private const double ShortestMs = 1e-3;
    private const double LongestMs = 1e6;

    /// <summary>
    /// Name, value, smallest and largest legal value of each setting, in the order of
    /// <see cref="UnconstrainedParameters.Names"/>.
    /// </summary>
    public static ImmutableArray<(string Name, double Value, double Minimum, double Maximum)> Of(CompressorParameters parameters)
        =>
        [
            ("thresholdDb", parameters.ThresholdDb, -LargestThresholdDb, LargestThresholdDb),
            ("ratio", parameters.Ratio, 1, LargestRatio),
            ("attackMs", parameters.AttackMs, ShortestMs, LongestMs),
            ("releaseMs", parameters.ReleaseMs, ShortestMs, LongestMs),
            ("makeUpDb", parameters.MakeUpDb, -LargestMakeUpDb, LargestMakeUpDb),
        ];

    /// <summary>
    /// Refuses settings outside the limits.
    /// </summary>
    /// <param name="parameters">The settings.</param>
    /// <param name="source">Where they come from, with the punctuation before a name: <c>"unit.json: parameters."</c>.</param>
    /// <exception cref="InputException">A setting is not finite or outside its limits.</exception>
    public static void Check(CompressorParameters parameters, string source)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (name, value, minimum, maximum) in Of(parameters))
        {
            // Written so that NaN fails too.
            if (!(value >= minimum && value <= maximum))
            {
                throw new InputException(FormattableString.Invariant(
                    $"{source}{name}: found {value}, expected a number from {minimum} to {maximum}; correct it."));
            }
        }
    }
}
