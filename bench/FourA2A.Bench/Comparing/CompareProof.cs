using System.Collections.Immutable;
using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// Runs of one build held against each other: they must be called the same, and a slowdown planted in one row must be found there.
/// </summary>
internal static class CompareProof
{
    /// <summary>
    /// Makes three runs a try: two of the same, and one with the slowdown, in another row each time.
    /// </summary>
    /// <param name="tries">How often.</param>
    /// <param name="measure">Makes a run, with a slowdown planted in a row if one is given.</param>
    public static ImmutableArray<CompareProofTry> Run(int tries, Func<RowKey?, ResultFile> measure)
    {
        var outcomes = ImmutableArray.CreateBuilder<CompareProofTry>(tries);
        for (var t = 0; t < tries; t++)
        {
            var first = measure(null);
            var second = measure(null);
            var planted = first.Rows.Keys.ElementAt(t % first.Rows.Count);
            outcomes.Add(new(planted, RunComparison.Of(first, second), RunComparison.Of(second, measure(planted)), MachineLoad()));
        }

        return outcomes.MoveToImmutable();
    }

    // Programs that ran or wanted to, an average over the last minute; not every system says it.
    private static string MachineLoad() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
