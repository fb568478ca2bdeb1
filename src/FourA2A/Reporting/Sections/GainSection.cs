using System.Collections.Immutable;
using System.Xml.Linq;
using FourA2A.Audio;
using FourA2A.Files;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// Gain against time.
/// </summary>
internal static class GainSection
{
    private static readonly AxisQuantity Time = new("time, s", "time_s");
    private static readonly AxisQuantity Gain = new("gain, dB", "gain_db");

    /// <summary>The section; nothing where nothing was measured.</summary>
    public static XElement? Of(SweepData sweep)
    {
        var plots = sweep.Fits
            .OrderBy(fit => fit.Setting.Mode).ThenByDescending(fit => fit.Setting.PeakReduction)
            .Select(fit => (fit.Setting, Table: sweep.Gain(fit.Setting)))
            .Where(one => one.Table?.Rows.Count > 0)
            .Select(one => (one.Setting, Plot: Plot(one.Setting, one.Table!)))
            .ToImmutableArray();
        return plots.Length == 0 ? null : Markup.Section(
            "gain",
            "Gain against time",
            Markup.Paragraph("The ten seconds of each recording in which the gain moves most, in windows of 10 ms: energy of the wet signal, and of the model's output, over that of the dry one, make-up included. Lines break where the dry signal is too quiet to tell."),
            plots.Select((one, n) => Markup.Html(
                "details",
                n == 0 ? Markup.Attribute("open", "open") : null,
                Markup.Html("summary", $"{one.Setting.ModeWord}, peak reduction {one.Setting.PeakReduction}"),
                one.Plot.Figure())));
    }

    private static LinePlot Plot(UnitSetting setting, CsvTable table)
    {
        var times = table.Numbers("time_s");
        PlotSeries[] series =
        [
            new("target, estimated", SeriesStyle.Trace(0), Points(times, table.Numbers("target_gain_db"))),
            new("model", SeriesStyle.Trace(1), Points(times, table.Numbers("model_gain_db"))),
        ];
        PlotPoint[] points = [.. series.SelectMany(one => one.Drawn)];
        return new LinePlot(
            $"gain-{setting.Name}",
            $"Gain, {setting.ModeWord}, peak reduction {setting.PeakReduction}",
            Axis.Linear(Time, points.Select(point => point.X), 10),
            Axis.Linear(Gain, points.Select(point => point.Y), 4),
            [.. series])
        {
            Layout = PlotLayout.Wide,
        };
    }

    private static ImmutableArray<PlotPoint> Points(double[] times, double[] gains)
        => [.. gains.Select((gain, n) => new PlotPoint(times[n], gain, StartsLine: n > 0 && !double.IsFinite(gains[n - 1])))];
}
