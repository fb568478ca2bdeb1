using FourA2A.Bench.Rows;
using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// Two runs of one verb.
/// </summary>
/// <param name="Name">Name of the verb.</param>
/// <param name="Rows">The rows that both have.</param>
/// <param name="OnlyInFirst">Rows that the second has not.</param>
/// <param name="OnlyInSecond">Rows that the first has not.</param>
internal sealed record RunComparison(string Name, IReadOnlyList<RowComparison> Rows, IReadOnlyList<RowKey> OnlyInFirst, IReadOnlyList<RowKey> OnlyInSecond)
{
    // Of calling two runs of one build different, over all rows of the comparison together.
    private const double Risk = 0.01;

    public Verdict Verdict => Rows.Max(row => row.Verdict);

    /// <summary>Compares results of the same verb on the same machine.</summary>
    /// <param name="a">First run.</param>
    /// <param name="b">Second run.</param>
    /// <param name="rows">Rows of all comparisons that are made together and share the risk of a false alarm.</param>
    /// <exception cref="InputException">They are not, or have no row in common.</exception>
    public static RunComparison Of(ResultFile a, ResultFile b, int? rows = null)
    {
        Expect("bench", a.Name, b.Name, "compare results of the same verb");
        Expect("processor", a.Processor, b.Processor, "compare results of the same machine");
        var common = a.Rows.Keys.Where(b.Rows.ContainsKey).ToList();
        if (common.Count == 0)
        {
            throw new InputException($"{b.Path}: found no row that {a.Path} has, expected at least one; run the bench with the same options.");
        }

        var risk = Risk / (rows ?? common.Count);
        var clockDrift = Math.Log((b.ClockGigahertz / a.ClockGigahertz) ?? 1);
        var levels = common.ConvertAll(key => (Row: key, A: RunLevel.Of(a.Rows[key]), B: RunLevel.Of(b.Rows[key])));
        // No row is surer than half of those that were measured beside it: a few times may happen to agree.
        var (leastA, leastB) = (levels.Select(row => row.A.Variance).Median(), levels.Select(row => row.B.Variance).Median());
        return new(
            a.Name,
            [.. levels.Select(row => RowComparison.Of(row.Row, row.A.AtLeast(leastA), row.B.AtLeast(leastB), risk, clockDrift))],
            [.. a.Rows.Keys.Where(key => !b.Rows.ContainsKey(key))],
            [.. b.Rows.Keys.Where(key => !a.Rows.ContainsKey(key))]);

        void Expect(string what, string expected, string found, string remedy)
        {
            if (!string.Equals(expected, found, StringComparison.Ordinal))
            {
                throw new InputException($"{b.Path}: found {what} {found}, expected {expected} as in {a.Path}; {remedy}.");
            }
        }
    }
}
