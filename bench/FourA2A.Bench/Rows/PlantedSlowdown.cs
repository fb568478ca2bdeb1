using System.Diagnostics;
using System.Globalization;

namespace FourA2A.Bench.Rows;

/// <summary>
/// A slowdown of one row that <c>compare-proof</c> plants to see whether a comparison finds it: <c>FOURA2A_BENCH_SLOWDOWN="1.10 ROW"</c> lets the processor spin
/// after each run of that row for a tenth of the time that the run took.
/// </summary>
internal static class PlantedSlowdown
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "FOURA2A_BENCH_SLOWDOWN";

    private static readonly (double Factor, string Row)? Planted = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Value of the variable.</summary>
    public static string Value(double factor, RowKey row) => string.Create(CultureInfo.InvariantCulture, $"{factor:F2} {row}");

    /// <summary>Does a piece of work once and returns the seconds, with those that were planted.</summary>
    public static double Take(BenchWork work) => Take(work, Planted);

    /// <inheritdoc cref="Take(BenchWork)"/>
    internal static double Take(BenchWork work, (double Factor, string Row)? slowdown)
    {
        if (slowdown is not { } planted || !string.Equals(planted.Row, work.Key.ToString(), StringComparison.Ordinal))
        {
            return work.Take();
        }

        var seconds = work.Take();
        return seconds + WallClock.Seconds(() =>
        {
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < (planted.Factor - 1) * seconds)
            {
                Thread.SpinWait(1);
            }
        });
    }

    /// <summary>Reads the value; null if it is none.</summary>
    internal static (double Factor, string Row)? Parse(string? value)
        => value?.Split(' ', 2) is [var factor, var row] && double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (number, row) : null;
}
