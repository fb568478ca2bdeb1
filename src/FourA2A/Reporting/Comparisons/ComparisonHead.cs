using System.Xml.Linq;
using FourA2A.Experiment;
using FourA2A.Experiment.Systems;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// What was compared, and the figures that matter most.
/// </summary>
internal static class ComparisonHead
{
    /// <summary>Title of the page.</summary>
    public static string Title(ComparisonData comparison) => $"Two systems on {comparison.Name}";

    /// <summary>The head of the page.</summary>
    public static XElement Of(ComparisonData comparison)
    {
        var record = comparison.Record;
        var (onePole, approximate) = (record.Of(ModelNames.OnePole), record.Of(ModelNames.ApproximateBallistics));
        return Markup.Html(
            "header",
            Markup.Html("h1", Title(comparison)),
            Markup.Paragraph(
                Markup.Class("lead"),
                "Settings that make ", Markup.Code(record.Inputs.Dry.Path), " into ", Markup.Code(record.Inputs.Wet.Path),
                ", found for two models of a compressor: one-pole ballistics by Newton's method, and approximate ballistics (Colonel & Reiss 2022) by Adam on a spectrogram loss."),
            Markup.Html(
                "dl",
                Markup.Class("figures"),
                Figure("ESR", row => NumberText.Percent(row.Esr)),
                Figure("loudness residual, mean", row => $"{NumberText.Of(row.Loudness.MeanDb)} dB"),
                Figure("spectrogram loss", row => NumberText.Of(row.SpectrogramLoss)),
                Figure("time", row => $"{NumberText.Of(row.Seconds)} s")));

        XElement Figure(string name, Func<SystemRow, string> value) => Markup.Html(
            "div",
            Markup.Html("dt", name),
            Markup.Html("dd", value(onePole), Markup.Html("small", $"one-pole; approximate ballistics: {value(approximate)}")));
    }
}
