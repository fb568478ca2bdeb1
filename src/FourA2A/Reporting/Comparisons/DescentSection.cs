using System.Xml.Linq;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// How each fit came down.
/// </summary>
internal static class DescentSection
{
    private static readonly AxisQuantity Step = new("accepted step", "step");
    private static readonly AxisQuantity Iteration = new("iteration", "iteration");
    private static readonly AxisQuantity RelativeLoss = new("relative loss, %", "relative_loss_percent");
    private static readonly AxisQuantity SpectrogramLoss = new("spectrogram loss", "spectrogram_loss");

    /// <summary>The section.</summary>
    public static XElement Of(ComparisonData comparison) => Markup.Section(
        "descent",
        "Descent",
        Markup.Paragraph(
            "The two go down different losses, the one-pole fit its relative squared error, which is about the ESR, approximate ballistics the spectrogram loss of its "
            + "excerpt. The Newton steps are those from the start that led to the result; the line breaks where the delay was refined and a new run began."),
        Markup.Plots([Newton(comparison), Adam(comparison)]));

    private static LinePlot Newton(ComparisonData comparison)
    {
        PlotPoint[] points =
        [
            .. comparison.OnePole.IterationRecords
                .Where(row => row.Attempt == comparison.OnePole.Attempt)
                .Select((row, step) => new PlotPoint(step, 100 * row.RelativeLoss, StartsLine: row.Iteration == 0))
                .Where(point => point.Y > 0),
        ];
        return Plot("newton-loss", "One-pole, Newton's method", Step, RelativeLoss, points, SeriesStyle.Of(1));
    }

    private static LinePlot Adam(ComparisonData comparison)
    {
        PlotPoint[] points = [.. comparison.Approximate.IterationRecords.Select(row => new PlotPoint(row.Iteration, row.Loss))];
        return Plot("adam-loss", "Approximate ballistics, Adam", Iteration, SpectrogramLoss, points, SeriesStyle.Trace(2));
    }

    private static LinePlot Plot(string name, string title, AxisQuantity x, AxisQuantity y, PlotPoint[] points, SeriesStyle style) => new(
        name,
        title,
        Axis.Linear(x, points.Select(point => point.X)),
        Axis.For(y, points.Select(point => point.Y)),
        [new PlotSeries(y.Label, style, [.. points])]);
}
