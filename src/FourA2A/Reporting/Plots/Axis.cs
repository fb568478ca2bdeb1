using System.Collections.Immutable;

namespace FourA2A.Reporting.Plots;

/// <summary>
/// One axis of a plot: what it shows, from where to where, and where its ticks are. It begins and ends on a tick.
/// </summary>
internal sealed class Axis
{
    // Steps a reader divides without thinking.
    private static readonly ImmutableArray<double> NiceSteps = [1, 2, 5, 10];

    // Beyond this ratio a linear axis would press the small values onto its end.
    private const double LargestLinearRatio = 20;

    // A narrower axis would show rounding as if it were a course.
    private const double SmallestRelativeSpan = 0.02;

    // Up to this many decades have ticks at 2 and 5 too.
    private const int DecadesWithSubdivision = 2;

    private Axis(AxisQuantity quantity, bool isLogarithmic, ImmutableArray<AxisTick> ticks)
    {
        Quantity = quantity;
        IsLogarithmic = isLogarithmic;
        Ticks = ticks;
    }

    /// <summary>What it shows.</summary>
    public AxisQuantity Quantity { get; }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>At least two, rising.</summary>
    public ImmutableArray<AxisTick> Ticks { get; }

    /// <summary>Value at the axis' beginning.</summary>
    public double Minimum => Ticks[0].Value;

    /// <summary>Value at the axis' end.</summary>
    public double Maximum => Ticks[^1].Value;

    /// <summary>
    /// An axis that holds values: logarithmic where all are positive and the largest is more than twenty times the smallest.
    /// </summary>
    /// <param name="quantity">What it shows.</param>
    /// <param name="values">The values; those that are not finite do not count.</param>
    /// <param name="intervals">About how many intervals to aim at.</param>
    public static Axis For(AxisQuantity quantity, IEnumerable<double> values, int intervals = 5)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length > 0 && finite.Min() > 0 && finite.Max() > LargestLinearRatio * finite.Min()
            ? Logarithmic(quantity, finite)
            : Linear(quantity, finite, intervals);
    }

    /// <summary>
    /// A linear axis with steps of 1, 2 or 5 times a power of ten.
    /// </summary>
    public static Axis Linear(AxisQuantity quantity, IEnumerable<double> values, int intervals = 5)
    {
        var (low, high) = Widened(values);
        var rough = (high - low) / intervals;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * NiceSteps.First(nice => nice * power >= rough * (1 - 1e-9));

        // A point on the edge of the frame by rounding alone needs no further step.
        var first = (long)Math.Floor((low / step) + 1e-9);
        var last = (long)Math.Ceiling((high / step) - 1e-9);
        return new Axis(
            quantity,
            isLogarithmic: false,
            [.. Range(first, last).Select(n => new AxisTick(n * step, NumberText.WithStep(n * step, step)))]);
    }

    /// <summary>
    /// A logarithmic axis with ticks at powers of ten, and at 2 and 5 times them if it is short.
    /// </summary>
    /// <param name="quantity">What it shows.</param>
    /// <param name="values">The values; those that are not positive and finite do not count.</param>
    public static Axis Logarithmic(AxisQuantity quantity, IEnumerable<double> values)
    {
        double[] positive = [.. values.Where(value => value > 0 && double.IsFinite(value))];
        var (low, high) = positive.Length > 0 ? (positive.Min(), positive.Max()) : (1, 10);
        var (first, last) = ((long)Math.Floor(Math.Log10(low) + 1e-9), (long)Math.Ceiling(Math.Log10(high) - 1e-9));
        last = Math.Max(last, first + 1);
        var ticks = Math.Log10(high / low) <= DecadesWithSubdivision
            ? Subdivided(first, last, low, high)
            : Powers(first, last);
        return new Axis(quantity, isLogarithmic: true, [.. ticks.Select(value => new AxisTick(value, NumberText.OfTick(value)))]);
    }

    /// <summary>
    /// Where a value lies: 0 at the beginning, 1 at the end; what lies beyond is put on the end.
    /// </summary>
    public double Position(double value)
        => IsLogarithmic
            ? Math.Clamp(value > 0 ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum) : 0, 0, 1)
            : Math.Clamp((value - Minimum) / (Maximum - Minimum), 0, 1);

    private static (double Low, double High) Widened(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return (0, 1);
        }

        var (low, high) = (finite.Min(), finite.Max());
        var magnitude = Math.Max(Math.Abs(low), Math.Abs(high));
        var span = magnitude > 0 ? SmallestRelativeSpan * magnitude : 1;
        if (high - low >= span)
        {
            return (low, high);
        }

        // What cannot be negative does not look as if it could.
        var start = ((low + high) / 2) - (span / 2);
        start = low >= 0 ? Math.Max(0, start) : start;
        return (start, start + span);
    }

    // Equal steps that begin and end on a tick: at most about eight intervals, none of them cut.
    private static IEnumerable<double> Powers(long first, long last)
    {
        var stride = ((last - first - 1) / 7) + 1;
        var end = first + ((((last - first) + stride - 1) / stride) * stride);
        return Range(first, end).Where(n => (n - first) % stride == 0).Select(n => Math.Pow(10, n));
    }

    private static double[] Subdivided(long first, long last, double low, double high)
    {
        double[] all = [.. Range(first, last).SelectMany(n => new[] { 1.0, 2, 5 }.Select(digit => digit * Math.Pow(10, n)))];
        var from = Array.FindLastIndex(all, tick => tick <= low * (1 + 1e-9));
        var to = Array.FindIndex(all, tick => tick >= high * (1 - 1e-9));
        return all[from..(Math.Max(to, from + 1) + 1)];
    }

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var n = first; n <= last; n++)
        {
            yield return n;
        }
    }
}
