using System.Collections.Immutable;
using System.Xml.Linq;
using FourA2A.ApproximateBallistics.Stages;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// Level out against level in.
/// </summary>
internal static class StaticCurveSection
{
    private const double LowestDb = -60;
    private const int PointCount = 121;

    private static readonly AxisQuantity In = new("level in, dB", "level_in_db");
    private static readonly AxisQuantity Out = new("level out, dB", "level_out_db");

    /// <summary>The section.</summary>
    public static XElement Of(ComparisonData comparison) => Markup.Section(
        "static",
        "Static curves",
        Markup.Paragraph(
            "What a steady level comes out as, make-up included. The one-pole model goes by the level of each sample, approximate ballistics by the RMS of 5 ms: a steady "
            + "sine reads 3 dB less there. The dots are levels of the recordings outside attack passages, as in the loudness curves; what lies off a curve is on its way to it."),
        Markup.Plots([Plot(comparison)]));

    private static LinePlot Plot(ComparisonData comparison)
    {
        var (onePole, approximate) = (comparison.OnePole.Parameters, comparison.Approximate.Parameters);
        var gainComputer = new GainComputer(onePole.ThresholdDb, 1 - (1 / onePole.Ratio));
        var knee = new KneeCurve(approximate.ThresholdDb, approximate.Ratio, approximate.KneeDb);
        ImmutableArray<PlotSeries> series =
        [
            new("target, measured", SeriesStyle.Cloud(0), [.. Measured(comparison)]),
            new(ModelNames.OnePole, SeriesStyle.Trace(1), Curve(level => level + gainComputer.GainDb(level) + onePole.MakeUpDb)),
            new(ModelNames.ApproximateBallistics, SeriesStyle.Trace(2), Curve(level => level + knee.AttenuationDb(level) + approximate.MakeUpDb)),
        ];
        PlotPoint[] points = [.. series.SelectMany(one => one.Drawn)];
        return new("static-curve", "Static curve", Axis.Linear(In, points.Select(point => point.X), 6), Axis.Linear(Out, points.Select(point => point.Y), 6), series);
    }

    private static ImmutableArray<PlotPoint> Curve(Func<double, double> outOf)
        => [.. Enumerable.Range(0, PointCount).Select(n => LowestDb * (1 - ((double)n / (PointCount - 1)))).Select(level => new PlotPoint(level, outOf(level)))];

    private static IEnumerable<PlotPoint> Measured(ComparisonData comparison)
    {
        var (parts, attack, levelsIn, levelsOut) = (
            comparison.Curves.Column("part"), comparison.Curves.Numbers("attack"), comparison.Curves.Numbers("dry_db"), comparison.Curves.Numbers("target_db"));
        return parts.Index().Where(row => row.Item == ComparisonPlots.Parts(comparison.Curves).Last() && attack[row.Index] is 0 && levelsIn[row.Index] >= LowestDb)
            .Select(row => new PlotPoint(levelsIn[row.Index], levelsOut[row.Index]));
    }
}
