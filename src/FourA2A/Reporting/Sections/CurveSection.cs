using System.Xml.Linq;
using FourA2A.Audio;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// Each parameter against the knob.
/// </summary>
internal static class CurveSection
{
    private const string NotIdentifiable = "not identifiable";

    /// <summary>The section; nothing where nothing is fitted.</summary>
    public static XElement? Of(SweepData sweep) => sweep.Fits.Length == 0 ? null : Markup.Section(
        "curves",
        "Parameters against peak reduction",
        Markup.Paragraph(
            "Bars are standard errors, as if what the model leaves over were white noise. On a real unit it is not: they are then too small, and tell which settings are known better than others. A bar smaller than its marker does not show. A hollow marker stands for a value that the recordings do not determine; it has no bar.",
            sweep.Reference is { } reference ? $" Grey: the curve {reference.Name}, to compare with." : null),
        Markup.Plots(FittedParameter.All.Select(parameter => Plot(sweep, parameter))));

    private static LinePlot Plot(SweepData sweep, FittedParameter parameter) => LinePlot.Of(
        parameter.Name,
        $"{char.ToUpperInvariant(parameter.Name[0])}{parameter.Name[1..]}",
        AxisQuantity.PeakReduction,
        new AxisQuantity(parameter.Heading, parameter.Column),
        [.. Reference(sweep, parameter), .. ModeSeries.Of(sweep, fit => Point(parameter, fit))]);

    private static PlotPoint Point(FittedParameter parameter, FittedSetting fit)
        => new(0, parameter.In(fit.Fit), parameter.ErrorIn(fit.Fit), parameter.IsUndetermined(fit.Fit) ? NotIdentifiable : string.Empty);

    private static IEnumerable<PlotSeries> Reference(SweepData sweep, FittedParameter parameter)
        => sweep.Reference is not { } curve || parameter.Setting is not { } value
            ? []
            : sweep.Modes.Where(curve.Modes.ContainsKey).Select(mode => new PlotSeries(
                $"{curve.Name}, {UnitSetting.Word(mode)}",
                SeriesStyle.Of((int)mode).AsReference(),
                [.. curve.Modes[mode].Select(point => new PlotPoint(point.PeakReduction, value(point.Parameters)))]));
}
