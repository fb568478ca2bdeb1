using System.Xml.Linq;
using FourA2A.Audio;
using FourA2A.Files;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// The left-out test: every second setting interpolated from the others.
/// </summary>
internal static class LeftOutSection
{
    private static readonly AxisQuantity Esr = new("ESR, %", "esr_percent");

    /// <summary>The section; nothing where nothing is fitted.</summary>
    public static XElement? Of(SweepData sweep) => sweep.Fits.Length == 0 ? null : Markup.Section(
        "left-out",
        "Settings in between",
        sweep.LeftOut is { } table
            ? new object[]
            {
                Markup.Paragraph("Every second setting was left out, interpolated from the others and compared with its recording: what a position of the knob costs that was never recorded."),
                Markup.Plots(sweep.Modes.Select(mode => Plot(table, mode)).Where(plot => plot.Series.Any(series => series.Drawn.Any()))),
            }
            : Markup.Paragraph(Markup.Class("missing"), "Not tested: ", Markup.Code("foura2a curve SWEEP"), " leaves out every second setting and compares."));

    private static LinePlot Plot(CsvTable table, LevellingMode mode)
    {
        var word = UnitSetting.Word(mode);
        var (modes, reductions, names) = (Cells("mode"), table.Numbers("peak_reduction"), Cells("interpolation"));
        var (interpolated, fitted) = (table.Numbers("esr"), table.Numbers("esr_fitted"));
        int[] rows = [.. Enumerable.Range(0, modes.Length).Where(row => modes[row] == word).OrderBy(row => reductions[row])];
        return LinePlot.Of(
            $"left-out-{word}",
            $"ESR, {word}",
            AxisQuantity.PeakReduction,
            Esr,
            [
                new PlotSeries("fitted", SeriesStyle.Of(0), [.. rows.DistinctBy(row => reductions[row]).Select(row => Point(row, fitted))]),
                .. names.Distinct(StringComparer.Ordinal).Select((name, n) => new PlotSeries(
                    name, SeriesStyle.Of(n + 1), [.. rows.Where(row => names[row] == name).Select(row => Point(row, interpolated))])),
            ]);

        string[] Cells(string column) => [.. table.Column(column)];

        PlotPoint Point(int row, double[] esr) => new(reductions[row], 100 * esr[row]);
    }
}
