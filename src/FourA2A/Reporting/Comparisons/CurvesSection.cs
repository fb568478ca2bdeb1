using System.Collections.Immutable;
using System.Xml.Linq;
using FourA2A.Files;
using FourA2A.Reporting.Html;
using FourA2A.Reporting.Plots;

namespace FourA2A.Reporting.Comparisons;

/// <summary>
/// Target and estimates against time.
/// </summary>
internal static class CurvesSection
{
    /// <summary>The sections: waveforms, loudness curves, residuals.</summary>
    public static IEnumerable<XElement> Of(ComparisonData comparison) =>
    [
        Section(
            comparison,
            "waveforms",
            "Waveforms",
            "Smallest and largest sample of each stretch of time: the area is the target, the lines are what the models make of the dry recording. The passage is the one in which the dry level moves most.",
            ComparisonPlots.Waveform),
        Section(
            comparison,
            "loudness",
            "Loudness curves",
            "Level in windows of 5 ms, averaged over the windows of a pixel. Lines break where the target lies more than 50 dB below its loudest window.",
            ComparisonPlots.Levels),
        Section(
            comparison,
            "residual",
            "Residual of the loudness curves",
            "The same levels, estimate less target; where a pixel holds several windows, that of the window furthest off. Shaded: attack passages of the approximate-ballistics fit.",
            ComparisonPlots.Residuals),
    ];

    private static XElement Section(
        ComparisonData comparison, string id, string heading, string text, Func<CsvTable, string, ImmutableArray<string>, LinePlot> plot)
        => Markup.Section(id, heading, Markup.Paragraph(text), ComparisonPlots.Parts(comparison.Curves).Reverse().Select(part => plot(comparison.Curves, part, comparison.Models).Figure()));
}
