using System.Xml.Linq;
using FourA2A.Audio;
using FourA2A.Experiment;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// How each fit came down.
/// </summary>
internal static class ConvergenceSection
{
    private static readonly AxisQuantity Step = new("accepted step", "step");
    private static readonly AxisQuantity Loss = new("relative loss, %", "relative_loss_percent");
    private static readonly AxisQuantity Cosine = new("scaled gradient, 0..1", "scaled_gradient");

    /// <summary>The section; nothing where nothing is fitted.</summary>
    public static XElement? Of(SweepData sweep) => sweep.Fits.Length == 0 ? null : Markup.Section(
        "convergence",
        "Convergence",
        Markup.Paragraph(
            "Each line is the way from the start that led to a fit's result, without the further starts that only confirm it; its colour goes with the peak reduction. The relative loss is about the ESR at the step. The scaled gradient is 0 at a minimum; the fit ends where it is small. A line breaks where the delay was refined and a new run began."),
        Markup.Plots(sweep.Modes.SelectMany(mode => new[]
        {
            Plot(sweep, mode, "loss", "Loss", Loss, row => 100 * row.RelativeLoss),
            Plot(sweep, mode, "gradient", "Gradient", Cosine, row => row.ResidualCosine),
        })));

    private static LinePlot Plot(SweepData sweep, LevellingMode mode, string name, string title, AxisQuantity quantity, Func<IterationRow, double> value)
    {
        FittedSetting[] fits = [.. sweep.Fits.Where(fit => fit.Setting.Mode == mode)];
        PlotSeries[] series =
        [
            .. fits.Select((fit, n) => new PlotSeries(
                $"{fit.Setting.PeakReduction}",
                SeriesStyle.OfRamp(n, fits.Length > 1 ? (double)n / (fits.Length - 1) : 1),
                [
                    .. fit.Fit.IterationRecords
                        .Where(row => row.Attempt == fit.Fit.Attempt)
                        .Select((row, step) => new PlotPoint(step, value(row), StartsLine: row.Iteration == 0))
                        .Where(point => point.Y > 0),
                ])),
        ];
        var word = UnitSetting.Word(mode);
        return new LinePlot(
            $"{name}-{word}",
            $"{title}, {word}",
            Axis.Linear(Step, series.SelectMany(one => one.Drawn).Select(point => point.X)),
            Axis.Logarithmic(quantity, series.SelectMany(one => one.Drawn).Select(point => point.Y)),
            [.. series]);
    }
}
