using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;

namespace FourA2A.Compressor;

/// <summary>
/// The settings a compressor of either model can be run with. Wider than any unit and than any range of a fit, so that whatever a fit
/// ends with can be rendered: within them the arithmetic is sound.
/// </summary>
public static class ParameterLimits
{
    /// <summary>Ends of the threshold in dB.</summary>
    public static (double Minimum, double Maximum) ThresholdDb => (-1000, 1000);

    /// <summary>Ends of the ratio.</summary>
    public static (double Minimum, double Maximum) Ratio => (1, 1e9);

    /// <summary>Ends of attack and release in milliseconds.</summary>
    public static (double Minimum, double Maximum) TimeMs => (1e-3, 1e6);

    /// <summary>Ends of the knee width in dB.</summary>
    public static (double Minimum, double Maximum) KneeDb => (0, 1000);

    /// <summary>
    /// Ends of the lengths of moving averages in milliseconds: each sample of a stream costs time in proportion to them.
    /// </summary>
    public static (double Minimum, double Maximum) AverageMs => (1e-3, 1e4);

    /// <summary>
    /// Ends of the make-up in dB; 200 dB is 1e10, whose product with the largest sample that is taken for audio stays a float.
    /// </summary>
    public static (double Minimum, double Maximum) MakeUpDb => (-200, 200);

    /// <summary>
    /// Name, value, smallest and largest legal value of each setting, in the order of
    /// <see cref="UnconstrainedParameters.Names"/>.
    /// </summary>
    public static ImmutableArray<(string Name, double Value, double Minimum, double Maximum)> Of(CompressorParameters parameters)
        =>
        [
            ("thresholdDb", parameters.ThresholdDb, ThresholdDb.Minimum, ThresholdDb.Maximum),
            ("ratio", parameters.Ratio, Ratio.Minimum, Ratio.Maximum),
            ("attackMs", parameters.AttackMs, TimeMs.Minimum, TimeMs.Maximum),
            ("releaseMs", parameters.ReleaseMs, TimeMs.Minimum, TimeMs.Maximum),
            ("makeUpDb", parameters.MakeUpDb, MakeUpDb.Minimum, MakeUpDb.Maximum),
        ];

    /// <summary>
    /// Name, value, smallest and largest legal value of each setting, in the order of <see cref="ApproximateParameters.Names"/>.
    /// </summary>
    public static ImmutableArray<(string Name, double Value, double Minimum, double Maximum)> Of(ApproximateParameters parameters)
        =>
        [
            ("thresholdDb", parameters.ThresholdDb, ThresholdDb.Minimum, ThresholdDb.Maximum),
            ("ratio", parameters.Ratio, Ratio.Minimum, Ratio.Maximum),
            ("kneeDb", parameters.KneeDb, KneeDb.Minimum, KneeDb.Maximum),
            ("makeUpDb", parameters.MakeUpDb, MakeUpDb.Minimum, MakeUpDb.Maximum),
            ("attackMs", parameters.AttackMs, AverageMs.Minimum, AverageMs.Maximum),
            ("releaseMs", parameters.ReleaseMs, AverageMs.Minimum, AverageMs.Maximum),
            ("smoothingMs", parameters.SmoothingMs, AverageMs.Minimum, AverageMs.Maximum),
        ];

    /// <summary>
    /// The settings within the limits that do the same, or the nearest. A fit whose target shows no compression may leave
    /// the threshold anywhere. Below the floor of the level every sample is above it: there, with <c>s = 1 - 1/R</c>, only
    /// <c>gamma + s T</c> counts, and what the threshold loses the make-up gains.
    /// </summary>
    public static CompressorParameters MoveInside(CompressorParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var threshold = Math.Clamp(parameters.ThresholdDb, Level.Db(0), ThresholdDb.Maximum);
        var ratio = Math.Clamp(parameters.Ratio, Ratio.Minimum, Ratio.Maximum);
        var makeUp = parameters.MakeUpDb + ((1 - (1 / ratio)) * Math.Min(0, parameters.ThresholdDb - threshold));
        return new(
            threshold,
            ratio,
            Math.Clamp(parameters.AttackMs, TimeMs.Minimum, TimeMs.Maximum),
            Math.Clamp(parameters.ReleaseMs, TimeMs.Minimum, TimeMs.Maximum),
            Math.Clamp(makeUp, MakeUpDb.Minimum, MakeUpDb.Maximum));
    }

    /// <summary>
    /// Refuses settings outside the limits.
    /// </summary>
    /// <param name="parameters">The settings.</param>
    /// <param name="source">Where they come from, with the punctuation before a name: <c>"unit.json: parameters."</c>.</param>
    /// <exception cref="InputException">A setting is not finite or outside its limits.</exception>
    public static void Check(CompressorParameters parameters, string source)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Check(Of(parameters), source);
    }

    /// <inheritdoc cref="Check(CompressorParameters, string)"/>
    public static void Check(ApproximateParameters parameters, string source)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Check(Of(parameters), source);
    }

    private static void Check(ImmutableArray<(string Name, double Value, double Minimum, double Maximum)> settings, string source)
    {
        foreach (var (name, value, minimum, maximum) in settings)
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
