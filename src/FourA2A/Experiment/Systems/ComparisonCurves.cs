using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Files;
using FourA2A.Metrics;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Level and waveform of a target and its estimates against time, as much of them as a plot can show: <c>curves.csv</c>.
/// </summary>
public static class ComparisonCurves
{
    /// <summary>Rows of the whole file.</summary>
    public const string Whole = "whole";

    /// <summary>Rows of the three seconds in which the dry level moves most; there are none of a file that is no longer.</summary>
    public const string Passage = "passage";

    /// <summary>What the target is called in a header.</summary>
    public const string Target = "target";

    // A pixel column each, on the width of a page; at 5 ms a window these are 3 s.
    private const int LargestRowCount = 600;

    private const int WindowsPerTick = 100;

    /// <summary>
    /// Measures the curves. Each row stands for some windows of a <see cref="LoudnessCurve"/>.
    /// </summary>
    /// <param name="dry">The dry signal.</param>
    /// <param name="target">The wet signal, moved back by its delay, of the same length.</param>
    /// <param name="estimates">What models make of the dry signal, of the same length, by name.</param>
    /// <param name="attack">Whether a window lies in an attack passage, for each window; null where nobody knows.</param>
    /// <returns>
    /// Columns <c>part</c>; <c>time_s</c>, that of a row's middle; <c>attack</c>, the share of its windows in attack passages; <c>dry_db</c>; then for target and
    /// estimates, <c>NAME_db</c>, the mean level, <c>NAME_low</c> and <c>NAME_high</c>, smallest and largest sample; and for estimates <c>NAME_residual_db</c>, the
    /// level less that of the target in the window where it is furthest off. Levels are over the windows whose target lies within 50 dB of its loudest one, and empty
    /// if there are none.
    /// </returns>
    public static CsvTable Measure(ISignal dry, ISignal target, ImmutableArray<(string Name, ISignal Signal)> estimates, ImmutableArray<bool>? attack = null)
    {
        ArgumentNullException.ThrowIfNull(dry);
        ArgumentNullException.ThrowIfNull(target);
        var tracks = new[] { (Name: Target, Signal: target) }.Concat(estimates)
            .Select(one => new Track(Column(one.Name), one.Signal, LoudnessCurve.Measure(one.Signal)))
            .ToImmutableArray();
        var dryLevels = LoudnessCurve.Measure(dry).LevelsDb;
        var (targetLevels, lowest) = (tracks[0].Levels, tracks[0].Curve.LowestCountedDb);
        var table = new CsvTable(["part", "time_s", "attack", "dry_db", .. tracks.SelectMany((track, n) => track.Header(isEstimate: n > 0))]);
        foreach (var (part, first, count, windows) in Parts(dry, dryLevels))
        {
            for (var row = first; row < first + count; row += windows)
            {
                var end = Math.Min(row + windows, first + count);
                int[] counted = [.. Enumerable.Range(row, end - row).Where(window => targetLevels[window] >= lowest)];
                table.Add(
                [
                    part,
                    CsvTable.Cell(Math.Round(LoudnessCurve.WindowSeconds * (row + end) / 2, 4)),
                    attack is { } passages ? CsvTable.Cell(Math.Round(Enumerable.Range(row, end - row).Average(window => passages[window] ? 1.0 : 0), 3)) : string.Empty,
                    Level(counted, dryLevels),
                    .. tracks.SelectMany((track, n) => track.Cells(row, end, counted, n > 0 ? targetLevels : null)),
                ]);
            }
        }

        return table;
    }

    /// <summary>The beginning of a name's columns.</summary>
    public static string Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace('-', '_').Replace(' ', '_');
    }

    private static IEnumerable<(string Part, int First, int Count, int WindowsPerRow)> Parts(ISignal dry, ImmutableArray<double> levels)
    {
        var count = levels.Length;
        yield return (Whole, 0, count, Math.Max(1, (count + LargestRowCount - 1) / LargestRowCount));
        if (count > LargestRowCount)
        {
            var length = (long)(LargestRowCount * LoudnessCurve.WindowSeconds * dry.SampleRate);
            var start = BusiestPassage.Find(dry, length);

            // From half a second on: axes begin on a tick.
            var window = (int)(start / (LoudnessCurve.WindowSeconds * dry.SampleRate));
            yield return (Passage, Math.Min(window - (window % WindowsPerTick), count - LargestRowCount), LargestRowCount, 1);
        }
    }

    // A thousandth of a decibel is more than a plot shows.
    private static string Level(int[] windows, ImmutableArray<double> levels)
        => windows.Length == 0 ? string.Empty : CsvTable.Cell(Math.Round(windows.Average(window => levels[window]), 3));

    private sealed record Track(string Name, ISignal Signal, LoudnessCurve Curve)
    {
        public ImmutableArray<double> Levels => Curve.LevelsDb;

        public IEnumerable<string> Header(bool isEstimate)
            => isEstimate ? [$"{Name}_db", $"{Name}_residual_db", $"{Name}_low", $"{Name}_high"] : [$"{Name}_db", $"{Name}_low", $"{Name}_high"];

        public IEnumerable<string> Cells(int from, int to, int[] counted, ImmutableArray<double>? target)
        {
            yield return Level(counted, Levels);
            if (target is { } levels)
            {
                yield return counted.Length == 0 ? string.Empty : CsvTable.Cell(Math.Round(counted.Select(window => Levels[window] - levels[window]).MaxBy(Math.Abs), 3));
            }

            var (start, end) = (Sample(from), Sample(to));
            var samples = new float[end - start];
            Signal.Read(start, samples);
            yield return CsvTable.Cell(Math.Round(samples.Min(), 5));
            yield return CsvTable.Cell(Math.Round(samples.Max(), 5));
        }

        private long Sample(int window) => (long)Math.Round(window * LoudnessCurve.WindowSeconds * Signal.SampleRate);
    }
}
