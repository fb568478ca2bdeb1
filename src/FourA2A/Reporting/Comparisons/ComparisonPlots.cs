using System.Collections.Immutable;
using FourA2A.Experiment.Systems;
using FourA2A.Files;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// Plots of a target and its estimates against time, from the table of <see cref="ComparisonCurves"/>.
/// </summary>
internal static class ComparisonPlots
{
    // At this share of a row's windows and above it is shaded.
    private const double AttackShare = 0.5;

    // Columns of a waveform.
    private const int LargestOutline = 200;

    private static readonly AxisQuantity Time = new("time, s", "time_s");
    private static readonly AxisQuantity Amplitude = new("amplitude, 1 = full scale", "amplitude");
    private static readonly AxisQuantity Loudness = new("level, dB", "level_db");
    private static readonly AxisQuantity Residual = new("estimate less target, dB", "residual_db");

    /// <summary>The parts that a table has.</summary>
    public static IEnumerable<string> Parts(CsvTable curves) => curves.Column("part").Distinct(StringComparer.Ordinal);

    /// <summary>Waveform, loudness curve and residual of each part.</summary>
    /// <param name="curves">What <see cref="ComparisonCurves.Measure"/> gave.</param>
    /// <param name="names">The estimates that it was given.</param>
    public static IEnumerable<LinePlot> All(CsvTable curves, ImmutableArray<string> names)
        => Parts(curves).SelectMany(part => new[] { Waveform(curves, part, names), Levels(curves, part, names), Residuals(curves, part, names) });

    /// <summary>Smallest and largest samples of target and estimates: the target's area, the estimates' outlines.</summary>
    public static LinePlot Waveform(CsvTable curves, string part, ImmutableArray<string> names)
    {
        var rows = new Rows(curves, part);
        return Plot(rows, "waveform", "Waveform", Amplitude, Tracks(names).Select(track => new PlotSeries(
            track.Name,
            track.Style with { Filled = track.Style.Broad, Broad = false },
            [.. rows.Outline($"{track.Column}_high", Enumerable.Max), .. rows.Outline($"{track.Column}_low", Enumerable.Min)])));
    }

    /// <summary>Level of target and estimates.</summary>
    public static LinePlot Levels(CsvTable curves, string part, ImmutableArray<string> names)
    {
        var rows = new Rows(curves, part);
        return Plot(rows, "loudness", "Loudness curve", Loudness, Tracks(names).Select(track => new PlotSeries(
            track.Name, track.Style, [.. rows.Points($"{track.Column}_db")])));
    }

    /// <summary>Level of the estimates less that of the target, attack passages shaded.</summary>
    public static LinePlot Residuals(CsvTable curves, string part, ImmutableArray<string> names)
    {
        var rows = new Rows(curves, part);
        var attacks = rows.Attacks();
        return Plot(rows, "residual", "Residual of the loudness curve", Residual, Tracks(names).Skip(1).Select(track => new PlotSeries(
            track.Name, track.Style, [.. rows.Points($"{track.Column}_residual_db")]))) with
        {
            Bands = attacks.IsEmpty ? null : new PlotBands("attack passage", attacks),
        };
    }

    // The target first, behind the others.
    private static IEnumerable<(string Name, string Column, SeriesStyle Style)> Tracks(ImmutableArray<string> names)
        => names.Insert(0, ComparisonCurves.Target).Select((name, n) => (name, ComparisonCurves.Column(name), SeriesStyle.Trace(n) with { Broad = n == 0 }));

    private static LinePlot Plot(Rows rows, string name, string title, AxisQuantity quantity, IEnumerable<PlotSeries> tracks)
    {
        ImmutableArray<PlotSeries> series = [.. tracks];
        PlotPoint[] points = [.. series.SelectMany(one => one.Drawn)];
        return new LinePlot(
            $"{name}-{rows.Part}",
            rows.Part == ComparisonCurves.Whole ? title : $"{title}, a passage",
            Axis.Linear(Time, points.Select(point => point.X), 10),
            Axis.Linear(quantity, points.Select(point => point.Y), 4),
            series)
        {
            Layout = PlotLayout.Tall,
        };
    }

    // The rows of one part.
    private sealed class Rows
    {
        private readonly CsvTable table;
        private readonly int[] rows;
        private readonly double[] times;

        public Rows(CsvTable table, string part)
        {
            (this.table, Part) = (table, part);
            rows = [.. table.Column("part").Index().Where(row => row.Item == part).Select(row => row.Index)];
            times = Column("time_s");
        }

        public string Part { get; }

        // Without a value there is no point, and the next one starts a line.
        public IEnumerable<PlotPoint> Points(string column)
        {
            var values = Column(column);
            return values.Select((value, n) => new PlotPoint(times[n], value, StartsLine: n == 0 || !double.IsFinite(values[n - 1])));
        }

        // A period of a low note takes several rows: fewer, wider columns show its swing, and not its sign.
        public IEnumerable<PlotPoint> Outline(string column, Func<IEnumerable<double>, double> end)
        {
            var (values, width) = (Column(column), (times.Length + LargestOutline - 1) / LargestOutline);
            return times.Zip(values).Chunk(Math.Max(1, width)).Select((chunk, n) => new PlotPoint(
                (chunk[0].First + chunk[^1].First) / 2, end(chunk.Select(row => row.Second)), StartsLine: n == 0));
        }

        // Stretches of rows, from half way to the row before to half way to the row after.
        public ImmutableArray<(double From, double To)> Attacks()
        {
            var shares = Column("attack");
            var half = times.Length > 1 ? (times[1] - times[0]) / 2 : 0;
            var stretches = ImmutableArray.CreateBuilder<(double, double)>();
            for (int n = 0, first; n < shares.Length; n++)
            {
                for (first = n; n < shares.Length && shares[n] >= AttackShare; n++)
                {
                }

                if (n > first)
                {
                    stretches.Add((times[first] - half, times[n - 1] + half));
                }
            }

            return stretches.ToImmutable();
        }

        private double[] Column(string column)
        {
            var all = table.Numbers(column);
            return Array.ConvertAll(rows, row => all[row]);
        }
    }
}
