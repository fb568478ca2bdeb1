using System.Diagnostics;

namespace FourA2A.Bench.Rows;

/// <summary>
/// Times pieces of work in turn, round by round, so that a disturbance of the machine meets all of them.
/// </summary>
internal static class BenchRounds
{
    /// <summary>Rounds at least, where a verb does not ask for another number.</summary>
    public const int Fewest = 10;

    // More say no more, and make files large.
    private const int Most = 400;

    private const double WarmUpShare = 0.1;

    // Work as short as that finds its audio in the caches, if not right behind a calibration loop that emptied them.
    private const double WarmedBelow = 0.001;

    /// <summary>
    /// Runs all pieces until the budget is spent, <paramref name="fewest"/> times at least. Before that, a tenth of the budget and two runs at least warm up
    /// compiler, caches and clocks.
    /// </summary>
    /// <param name="works">The pieces.</param>
    /// <param name="seconds">Budget.</param>
    /// <param name="fewest">Rounds at least; with one there is no warm-up.</param>
    /// <param name="beforeEach">What else to do at the start of each round.</param>
    public static IReadOnlyList<BenchRow> Run(IReadOnlyList<BenchWork> works, double seconds, int fewest = Fewest, Action? beforeEach = null)
    {
        var watch = Stopwatch.StartNew();
        var shortest = works.Select(_ => double.PositiveInfinity).ToArray();
        for (var round = 0; fewest > 1 && (round < 2 || (watch.Elapsed.TotalSeconds < WarmUpShare * seconds && round < Most)); round++)
        {
            for (var w = 0; w < works.Count; w++)
            {
                works[w].Bound.Take();
                shortest[w] = Math.Min(shortest[w], works[w].Take());
            }
        }

        var emptyCaches = Bound.ProcessorCopy(Environment.ProcessorCount);
        var times = works.Select(_ => new List<double>()).ToArray();
        var references = works.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < fewest || (watch.Elapsed.TotalSeconds < seconds && round < Most); round++)
        {
            beforeEach?.Invoke();
            for (var w = 0; w < works.Count; w++)
            {
                var work = works[w];
                references[w].Add(work.Bound.Take());
                if (shortest[w] < WarmedBelow)
                {
                    work.Take();
                }
                else if (work.Bound.Name is Bound.MultiplyAdds)
                {
                    // The others start with the caches as a copy leaves them.
                    emptyCaches.Take();
                }

                times[w].Add(StackShift.Call(round, () => PlantedSlowdown.Take(work)));
            }
        }

        return [.. works.Select((work, w) => new BenchRow(work, times[w], references[w]))];
    }
}
