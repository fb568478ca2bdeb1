using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Rows;

/// <summary>
/// The row that every timed piece of work gets, in every verb.
/// </summary>
/// <param name="Work">What was timed.</param>
/// <param name="Seconds">All times in the order taken.</param>
/// <param name="ReferenceSeconds">Times of the bound's calibration loop, one right before each.</param>
internal sealed record BenchRow(BenchWork Work, IReadOnlyList<double> Seconds, IReadOnlyList<double> ReferenceSeconds)
{
    /// <summary>Name of the table in a result file.</summary>
    public const string Table = "rows";

    private const int TimeDigits = 6;

    /// <summary>Its columns; the last two hold all single times and are for programs only.</summary>
    public static string[] Columns { get; } =
    [
        "engine", "work", "chunks", "chunk seconds", "median ms", "spread %", "memory MB", "Msamples/s", "GB/s", "bound", "% of bound", "times ms", "reference ms",
    ];

    public double Median => Seconds.Median();

    /// <summary>Last minus first decile, relative to the median.</summary>
    public double Spread => (Quantile(0.9) - Quantile(0.1)) / Median;

    /// <summary>Time that the bound leaves room for, relative to the median.</summary>
    public double ShareOfBound => Work.BoundAmount / Work.Bound.Amount * ReferenceSeconds.Median() / Median;

    /// <summary>One value for each of <see cref="Columns"/>.</summary>
    public object[] Cells() =>
    [
        Work.Engine,
        Work.Work,
        Work.Shape.Chunks,
        Work.Shape.ChunkSeconds,
        Median * 1e3,
        Spread * 100,
        Work.MemoryBytes * 1e-6,
        Work.Shape.Samples / Median * 1e-6,
        Work.Bytes / Median * 1e-9,
        Work.Bound.Name,
        ShareOfBound * 100,
        Milliseconds(Seconds),
        Milliseconds(ReferenceSeconds),
    ];

    // Between neighbours in proportion, as spreadsheets and NumPy have it.
    private double Quantile(double share) => Seconds.QuantileCustom(share, QuantileDefinition.R7);

    private static double[] Milliseconds(IEnumerable<double> seconds) => [.. seconds.Select(time => Math.Round(time * 1e3, TimeDigits))];
}
