using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Coordinates in which every setting's range is <see cref="Travel"/> long: <c>u = 4 (p - minimum) / (maximum - minimum)</c>, in the order
/// of <see cref="ApproximateParameters.Names"/>. The 40,000 published steps of 1e-4 then cross a range once. In the place of the ratio R stands the slope
/// <c>s = 1 - 1/R</c>, over the slopes of the ratio's range.
/// </summary>
/// <remarks>
/// The attenuation is linear in the slope. Were the coordinate linear in the ratio, 1 to 20, the published start of 2 would lie 0.21 above a ratio of 1, where
/// no other setting does anything: 2,100 steps, while a threshold that has to rise by 15 dB takes 10,000. In the slope it is 2.1; to a ratio of 10 it is 1.68
/// either way.
/// </remarks>
/// <param name="ranges">Ranges of the settings.</param>
public sealed class ScaledCoordinates(ApproximateRanges ranges)
{
    /// <summary>Length of each range.</summary>
    public const double Travel = 4;

    // Adam swings around an end that it is clamped to, by some steps of 1e-4: the lowest loss may lie a little inside.
    private const double EdgeTolerance = 0.005;

    // A knee of 0 dB is a hard one, and the end of all knees, not only of a range.
    private const string HardEnd = "kneeDb";

    private static readonly int Ratio = ApproximateParameters.Names.IndexOf("ratio", StringComparer.Ordinal);

    // The slope in the place of the ratio.
    private readonly double[] minimum = WithSlope(ranges.Minimum);
    private readonly double[] maximum = WithSlope(ranges.Maximum);

    /// <summary>
    /// The coordinates of settings; settings outside their ranges are moved to their ends.
    /// </summary>
    public double[] FromSettings(ApproximateParameters settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var point = WithSlope(settings);
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = Travel * (point[i] - minimum[i]) / (maximum[i] - minimum[i]);
        }

        Clamp(point);
        return point;
    }

    /// <summary>
    /// The settings of coordinates.
    /// </summary>
    /// <param name="point">Coordinates within the ranges.</param>
    public ApproximateParameters ToSettings(ReadOnlySpan<double> point)
    {
        Span<double> settings = stackalloc double[minimum.Length];
        for (var i = 0; i < settings.Length; i++)
        {
            // The ends themselves, whatever the product rounds to.
            settings[i] = point[i] >= Travel ? maximum[i] : minimum[i] + (point[i] / Travel * (maximum[i] - minimum[i]));
        }

        settings[Ratio] = RatioAt(point[Ratio], settings[Ratio]);
        return ApproximateParameters.FromArray(settings);
    }

    /// <summary>
    /// From derivatives by settings to derivatives by coordinates, in place; of the ratio, <c>dR/du = R^2 (s_max - s_min) / 4</c>.
    /// </summary>
    /// <param name="point">Coordinates within the ranges.</param>
    /// <param name="gradient">The derivatives.</param>
    public void ScaleGradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var ratio = ToSettings(point).Ratio;
        gradient[Ratio] *= ratio * ratio;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= (maximum[i] - minimum[i]) / Travel;
        }
    }

    /// <summary>
    /// Moves coordinates that have left their range to its end.
    /// </summary>
    public static void Clamp(Span<double> point)
    {
        foreach (ref var coordinate in point)
        {
            coordinate = Math.Clamp(coordinate, 0, Travel);
        }
    }

    /// <summary>
    /// Names of the settings at an end of their range, or within fifty steps of 1e-4 of it, that a wider range might lead away from.
    /// </summary>
    public ImmutableArray<string> AtEdge(ReadOnlySpan<double> point)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < point.Length; i++)
        {
            var name = ApproximateParameters.Names[i];
            if (point[i] >= Travel - EdgeTolerance || (point[i] <= EdgeTolerance && !(name == HardEnd && minimum[i] == 0)))
            {
                names.Add(name);
            }
        }

        return names.ToImmutable();
    }

    private static double[] WithSlope(ApproximateParameters settings)
    {
        var values = settings.ToArray();
        values[Ratio] = 1 - (1 / settings.Ratio);
        return values;
    }

    // The ends themselves here, too.
    private double RatioAt(double coordinate, double slope)
        => coordinate >= Travel ? ranges.MaximumRatio : coordinate == 0 ? ranges.MinimumRatio : 1 / (1 - slope);
}
