using System.Globalization;

namespace FourA2A.Bench.Approximate;

/// <summary>
/// Whether what is timed is right.
/// </summary>
/// <param name="GradientError">Largest error of a derivative of the whole chain against central differences with frozen masks, relative to it.</param>
/// <param name="OutputError">Largest difference of the compressor's output from that of the streaming one, relative to its largest sample.</param>
/// <param name="LossError">Error of the loss against its reference, relative to it.</param>
/// <param name="AdjointError">Largest error of the loss's derivative by the output against its reference, relative to its largest entry.</param>
internal sealed record ApproximateCheck(double GradientError, double OutputError, double LossError, double AdjointError)
{
    // What is asked for.
    private const double GradientTolerance = 1e-5;

    // The streaming compressor rounds to float.
    private const double OutputTolerance = 1e-6;

    // What rounding leaves of sums of a million terms in another order.
    private const double LossTolerance = 1e-9;

    // Of the coordinates, whose ranges are 4: of these steps the one with the smallest error counts, between the kinks of the magnitudes and rounding.
    private static readonly double[] Steps = [1e-4, 1e-5, 1e-6];

    /// <summary>Whether all is within its tolerance; NaN is not.</summary>
    public bool IsRight => GradientError <= GradientTolerance && OutputError <= OutputTolerance && LossError <= LossTolerance && AdjointError <= LossTolerance;

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
        $"Expected derivatives within {GradientTolerance:E0}, the output within {OutputTolerance:E0}, loss and adjoint within {LossTolerance:E0}; found {GradientError:E1}, {OutputError:E1}, {LossError:E1} and {AdjointError:E1}");
}
