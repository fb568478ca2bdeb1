using System.Globalization;
using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Bench.Approximate;

/// <summary>
/// Whether what is timed is right.
/// </summary>
/// <param name="GradientError">Largest error of a derivative of the whole chain against central differences with frozen masks, relative to it.</param>
/// <param name="OutputError">Largest difference of the compressor's output from that of the streaming one, relative to its largest sample.</param>
/// <param name="LossError">Error of the loss against its reference, relative to it.</param>
/// <param name="AdjointError">Largest error of the loss's derivative by the output against its reference, relative to its largest entry.</param>
/// <param name="GainRangeDb">How far apart the target's largest and smallest gain are: of a target that nothing compresses, the fit has nothing to do.</param>
internal sealed record ApproximateCheck(double GradientError, double OutputError, double LossError, double AdjointError, double GainRangeDb)
{
    // What is asked for.
    private const double GradientTolerance = 1e-5;

    // The streaming compressor rounds to float.
    private const double OutputTolerance = 1e-6;

    // What rounding leaves of sums of a million terms in another order.
    private const double LossTolerance = 1e-9;

    private const double LeastGainRangeDb = 3;

    // Of the coordinates, whose ranges are 4: of these steps the one with the smallest error counts, between the kinks of the magnitudes and rounding.
    private static readonly double[] Steps = [1e-5, 1e-6, 1e-7, 1e-8];

    /// <summary>Whether all is within its tolerance; NaN is not.</summary>
    public bool IsRight => GradientError <= GradientTolerance && OutputError <= OutputTolerance && LossError <= LossTolerance && AdjointError <= LossTolerance
        && GainRangeDb > LeastGainRangeDb;

    /// <summary>
    /// Largest relative error of a gradient; NaN if one is. Other maxima than Math.Max pass over it.
    /// </summary>
    /// <param name="value">The function.</param>
    /// <param name="point">Where.</param>
    /// <param name="gradient">Its derivatives there.</param>
    public static double OfGradient(Func<double[], double> value, double[] point, double[] gradient)
        => Enumerable.Range(0, point.Length).Select(i => Steps.Min(step =>
        {
            var difference = (At(step) - At(-step)) / (2 * step);
            return Math.Abs(difference - gradient[i]) / Math.Abs(gradient[i]);

            double At(double by)
            {
                double[] moved = [.. point];
                moved[i] += by;
                return value(moved);
            }
        })).Aggregate(Math.Max);

    /// <summary>
    /// Largest less smallest gain in dB over windows of 5 ms with sound.
    /// </summary>
    /// <param name="dry">What went into a compressor.</param>
    /// <param name="wet">What came out of it.</param>
    public static double GainRange(ISignal dry, ISignal wet)
    {
        var (levels, outputs) = (LoudnessCurve.Measure(dry), LoudnessCurve.Measure(wet).LevelsDb);
        var lowest = levels.LowestCountedDb;
        double[] gains = [.. levels.LevelsDb.Zip(outputs).Where(window => window.First >= lowest).Select(window => window.Second - window.First)];
        return gains.Max() - gains.Min();
    }

    /// <summary>Largest difference of two arrays over the largest magnitude of the second.</summary>
    public static double Largest(ReadOnlySpan<double> found, ReadOnlySpan<double> expected)
    {
        var (difference, magnitude) = (0.0, 0.0);
        for (var n = 0; n < expected.Length; n++)
        {
            difference = Math.Max(difference, Math.Abs(found[n] - expected[n]));
            magnitude = Math.Max(magnitude, Math.Abs(expected[n]));
        }

        return difference / magnitude;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Expected derivatives within {GradientTolerance:E0}, the output within {OutputTolerance:E0}, loss and adjoint within {LossTolerance:E0}, and gains more than {LeastGainRangeDb} dB apart; "
        + $"found {GradientError:E1}, {OutputError:E1}, {LossError:E1}, {AdjointError:E1} and {GainRangeDb:F1} dB");
}
