using System.Xml.Linq;
using FourA2A.Audio;
using FourA2A.Files;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;
using MathNet.Numerics.Statistics;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// Where fits from random starts ended.
/// </summary>
internal static class StartSection
{
    // Below what anybody hears or sets.
    private const double SameDecibels = 0.1;
    private const double SameShare = 0.01;

    // Fewer ends than this would give an axis with fractions of them.
    private const double ShortestCount = 4;

    // Yu & Fazekas 2025, arXiv 2509.10706.
    private const double PublishedFrom = 40;

    /// <summary>The section; nothing where nothing is fitted.</summary>
    public static XElement? Of(SweepData sweep)
    {
        if (sweep.Fits.Length == 0)
        {
            return null;
        }

        var starts = sweep.Fits.Select(fit => (fit.Setting, Table: sweep.Starts(fit.Setting))).Where(one => one.Table?.Rows.Count > 0).ToDictionary(one => one.Setting, one => one.Table!);
        return Markup.Section(
            "starts",
            "Random starts",
            starts.Count == 0
                ? Markup.Paragraph(Markup.Class("missing"), "None were tried: ", Markup.Code("foura2a sweep DATASET --random-starts 20"), " does.")
                : new object[]
                {
                    Markup.Paragraph(
                        $"Every setting was fitted again from {sweep.Options.RandomStarts} random starts. The spread is the standard deviation of where they ended. Two ends count as one point if threshold and make-up differ by less than {SameDecibels} dB, ratio and times by less than {100 * SameShare} %. {Claim(starts)}"),
                    Markup.Plots([
                        Plot(sweep, "distinct-ends", "Distinct end points", new AxisQuantity("end points", "distinct_ends"), ShortestCount, fit => starts.TryGetValue(fit.Setting, out var table) ? DistinctEnds(table) : double.NaN),
                        Plot(sweep, "spread-loss", "Spread of the loss", new AxisQuantity("highest loss above the lowest, %", "loss_spread_percent"), 0, fit => starts.TryGetValue(fit.Setting, out var table) ? LossSpread(table) : double.NaN),
                        .. FittedParameter.All.Where(parameter => parameter.IsSetting).Select(parameter => Plot(
                            sweep,
                            $"spread-{parameter.Name}",
                            $"Spread of the {parameter.Name}",
                            new AxisQuantity(parameter.Heading, $"{parameter.Column}_standard_deviation"),
                            0,
                            fit => starts.TryGetValue(fit.Setting, out var table) ? Ends(table, parameter).PopulationStandardDeviation() : double.NaN)),
                    ]),
                });
    }

    private static string Claim(IReadOnlyDictionary<UnitSetting, CsvTable> starts)
    {
        CsvTable[] claimed = [.. starts.Where(one => one.Key.PeakReduction >= PublishedFrom).Select(one => one.Value)];
        return claimed.Length == 0 ? string.Empty : $"Published for an LA-2A is one point at every peak reduction of {PublishedFrom} or more (Yu & Fazekas 2025); here {claimed.Count(table => DistinctEnds(table) == 1)} of {claimed.Length} settings have one.";
    }

    private static LinePlot Plot(SweepData sweep, string name, string title, AxisQuantity quantity, double shortest, Func<FittedSetting, double> value)
    {
        PlotSeries[] series = [.. ModeSeries.Of(sweep, fit => new PlotPoint(0, value(fit)))];
        PlotPoint[] points = [.. series.SelectMany(one => one.Drawn)];
        return new LinePlot(
            name,
            title,
            Axis.Linear(AxisQuantity.PeakReduction, points.Select(point => point.X), 6),
            Axis.Linear(quantity, points.Select(point => point.Y).Concat([0, shortest])),
            [.. series]);
    }

    private static IEnumerable<double> Ends(CsvTable table, FittedParameter parameter)
        => table.Numbers($"end_{parameter.Column}").Where(double.IsFinite);

    private static double LossSpread(CsvTable table)
    {
        double[] losses = [.. table.Numbers("relative_loss").Where(double.IsFinite)];
        return losses.Length > 0 && losses.Min() > 0 ? 100 * ((losses.Max() / losses.Min()) - 1) : double.NaN;
    }

    private static int DistinctEnds(CsvTable table)
    {
        FittedParameter[] settings = [.. FittedParameter.All.Where(parameter => parameter.IsSetting)];
        var ends = Transpose([.. settings.Select(parameter => table.Numbers($"end_{parameter.Column}"))]);
        var distinct = new List<double[]>();
        foreach (var end in ends.Where(end => Array.TrueForAll(end, double.IsFinite)))
        {
            if (!distinct.Exists(other => settings.Index().All(one => IsSame(one.Item, end[one.Index], other[one.Index]))))
            {
                distinct.Add(end);
            }
        }

        return distinct.Count;
    }

    private static bool IsSame(FittedParameter parameter, double a, double b)
        => Math.Abs(a - b) < (parameter.Unit == "dB" ? SameDecibels : SameShare * Math.Max(Math.Abs(a), Math.Abs(b)));

    private static IEnumerable<double[]> Transpose(double[][] columns)
        => Enumerable.Range(0, columns[0].Length).Select(row => Array.ConvertAll(columns, column => column[row]));
}
