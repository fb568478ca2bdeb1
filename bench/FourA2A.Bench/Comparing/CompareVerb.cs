using System.CommandLine;
using System.Globalization;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// <c>compare</c>: two runs of a bench on one machine, row by row: the same, faster or slower beyond the noise that they measured.
/// </summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "Result of a bench (.json), or a folder of them." };
        var second = new Argument<string>("B") { Description = "Another of the same, on the same machine." };
        var command = new Command("compare", "Says of each row of two runs whether the second took the SAME time, or was FASTER or SLOWER beyond the noise; exit code 1 if one was slower.") { first, second };
        command.SetAction(result => Run(result.GetValue(first)!, result.GetValue(second)!, Console.Out));
        return command;
    }

    /// <returns>0 if no row of the second is slower, otherwise 1.</returns>
    /// <exception cref="InputException">What is there cannot be compared.</exception>
    public static int Run(string first, string second, TextWriter output)
    {
        var pairs = ResultPairs.Find(first, second);
        // A verdict over all files: they share the risk of a false alarm.
        var count = pairs.Sum(pair => pair.A.Rows.Keys.Count(pair.B.Rows.ContainsKey));
        var comparisons = pairs.Select(pair => RunComparison.Of(pair.A, pair.B, count)).ToList();
        foreach (var comparison in comparisons)
        {
            Print(comparison, output);
        }

        var rows = comparisons.SelectMany(comparison => comparison.Rows).ToList();
        var verdict = rows.Max(row => row.Verdict);
        var coarsest = rows.Max(row => row.Margin);
        output.WriteLine(Text(
            $"{verdict.Word()}: of {rows.Count} rows {Count(Verdict.Same)} the same, {Count(Verdict.Faster)} faster, {Count(Verdict.Slower)} slower; {Sight(coarsest)}."));
        return verdict == Verdict.Slower ? 1 : 0;

        int Count(Verdict wanted) => rows.Count(row => row.Verdict == wanted);
    }

    private static void Print(RunComparison comparison, TextWriter output)
    {
        output.WriteLine(comparison.Name);
        output.WriteLine("         B to A   interval           row");
        foreach (var row in comparison.Rows)
        {
            output.WriteLine(Text(
                $"{row.Verdict.Word(),-8} {row.Ratio,6:F3}   {row.Ratio / row.Margin,5:F3} to {row.Ratio * row.Margin,-7:F3}   {row.Row}"));
        }

        foreach (var (name, only) in new[] { ("A", comparison.OnlyInFirst), ("B", comparison.OnlyInSecond) })
        {
            foreach (var row in only)
            {
                output.WriteLine($"only in {name}                          {row}");
            }
        }

        output.WriteLine();
    }

    private static string Sight(double margin)
        => double.IsFinite(margin) ? Text($"changes of {100 * (margin - 1):F0} % and more would have been seen in each") : "some have too few times to tell";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
