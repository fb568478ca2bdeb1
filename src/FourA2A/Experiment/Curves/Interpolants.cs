using MathNet.Numerics.Interpolation;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// One quantity between points.
/// </summary>
internal static class Interpolants
{
    /// <summary>
    /// The value at a position between the first and the last point.
    /// </summary>
    /// <param name="interpolation">How the quantity runs between the points.</param>
    /// <param name="x">At least two positions, rising.</param>
    /// <param name="y">The values there.</param>
    /// <param name="position">Where the value is sought, within the ends.</param>
    public static double Value(CurveInterpolation interpolation, double[] x, double[] y, double position)
    {
        IInterpolation interpolant = (interpolation, x.Length) switch
        {
            (CurveInterpolation.Linear, _) or (_, 2) => LinearSpline.InterpolateSorted(x, y),
            (CurveInterpolation.Monotone, _) => CubicSpline.InterpolatePchipSorted(x, y),
            _ => CubicSpline.InterpolateHermiteSorted(x, y, [.. NotAKnotSlopes(x, y)]),
        };
        var value = interpolant.Interpolate(position);
        if (interpolation == CurveInterpolation.NotAKnot)
        {
            return value;
        }

        // Between its neighbours but for rounding, which may be what takes a ratio below 1.
        var right = Math.Clamp(~Array.BinarySearch(x, position), 1, x.Length - 1);
        return Math.Clamp(value, Math.Min(y[right - 1], y[right]), Math.Max(y[right - 1], y[right]));
    }

    /// <summary>
    /// Slopes <c>d</c> at the points of the cubic spline with not-a-knot ends: the two pieces at each end are one cubic.
    /// </summary>
    /// <remarks>
    /// <para>With <c>h[i] = x[i+1] - x[i]</c> and <c>D[i] = (y[i+1] - y[i]) / h[i]</c>, i = 0..n-2:</para>
    /// <para>second derivative continuous at x[i], i = 1..n-2:
    /// <c>h[i] d[i-1] + 2 (h[i-1] + h[i]) d[i] + h[i-1] d[i+1] = 3 (h[i] D[i-1] + h[i-1] D[i])</c>;</para>
    /// <para>third derivative continuous at x[1]:
    /// <c>h[1] d[0] + (h[0] + h[1]) d[1] = ((3 h[0] + 2 h[1]) h[1] D[0] + h[0]^2 D[1]) / (h[0] + h[1])</c>,
    /// and at x[n-2] the same read from the other end.</para>
    /// <para>With three points x[1] is x[n-2] and the conditions are one: the spline is then the parabola,
    /// <c>d[0] + d[1] = 2 D[0]</c>, <c>d[1] + d[2] = 2 D[1]</c>.</para>
    /// <para>Source: de Boor, "A Practical Guide to Splines" (1978), chapter IV.</para>
    /// </remarks>
    private static Vector<double> NotAKnotSlopes(double[] x, double[] y)
    {
        var last = x.Length - 1;
        var equations = Matrix<double>.Build.Dense(x.Length, x.Length);
        var right = Vector<double>.Build.Dense(x.Length);
        for (var i = 1; i < last; i++)
        {
            var (before, after) = (H(i - 1), H(i));
            equations[i, i - 1] = after;
            equations[i, i] = 2 * (before + after);
            equations[i, i + 1] = before;
            right[i] = 3 * ((after * D(i - 1)) + (before * D(i)));
        }

        (equations[0, 0], equations[0, 1], right[0]) = End(H(0), H(1), D(0), D(1));
        (equations[last, last], equations[last, last - 1], right[last]) = End(H(last - 1), H(last - 2), D(last - 1), D(last - 2));
        return equations.Solve(right);

        double H(int i) => x[i + 1] - x[i];

        double D(int i) => (y[i + 1] - y[i]) / H(i);

        // Factors of the slopes at the end and beside it, and the right-hand side; the interval at the end and the one beside it.
        (double AtEnd, double Beside, double Right) End(double h0, double h1, double d0, double d1)
            => last == 2
                ? (1, 1, 2 * d0)
                : (h1, h0 + h1, ((((3 * h0) + (2 * h1)) * h1 * d0) + (h0 * h0 * d1)) / (h0 + h1));
    }
}
