using System.Xml.Linq;
using FourA2A.Experiment;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// Every figure of every fit.
/// </summary>
internal static class TableSection
{
    /// <summary>The section; nothing where nothing is fitted.</summary>
    public static XElement? Of(SweepData sweep) => sweep.Fits.Length == 0 ? null : Markup.Section(
        "table",
        "All figures",
        Markup.Table(
            "All figures",
            [
                "setting", .. FittedParameter.All.Select(parameter => parameter.Heading),
                "ESR", "ESR as recorded", "dLDR, dB", "iterations", "line-search steps", "evaluations", "restarts", "time, s", "status",
            ],
            sweep.Fits.Select(Row)));

    private static IEnumerable<object?> Row(FittedSetting fit) =>
    [
        $"{fit.Setting.ModeWord} {fit.Setting.PeakReduction}",
        .. FittedParameter.All.Select(parameter => Value(parameter, fit.Fit)),
        NumberText.Percent(fit.Fit.Esr),
        NumberText.Percent(fit.Fit.EsrUnaligned),
        NumberText.Fixed(fit.Fit.LoudnessDynamicRangeDifferenceDb, 3),
        NumberText.Of(fit.Effort.Iterations),
        NumberText.Of(fit.Effort.LineSearchSteps),
        NumberText.Of(fit.Fit.Evaluations),
        NumberText.Of(fit.Fit.Restarts),
        NumberText.Of(fit.Fit.Seconds),
        fit.Fit.Status,
    ];

    private static object[] Value(FittedParameter parameter, FitResultRecord fit)
    {
        var (value, error) = (parameter.In(fit), parameter.ErrorIn(fit));
        var (number, remark) = parameter.IsUndetermined(fit) ? (NumberText.Of(value), "not identifiable")
            : double.IsNaN(error) ? (NumberText.Of(value), "fixed")
            : NumberText.WithError(value, error);
        return [number, Markup.Html("small", remark)];
    }
}
