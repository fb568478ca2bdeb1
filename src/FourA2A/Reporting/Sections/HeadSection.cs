using System.Globalization;
using System.Xml.Linq;
using FourA2A.Reporting.Html;
using MathNet.Numerics.Statistics;

namespace FourA2A.Reporting.Sections;

/// <summary>
/// What the sweep is of, and its key figures.
/// </summary>
internal static class HeadSection
{
    /// <summary>Title of the page.</summary>
    public static string Title(SweepData sweep) => $"Sweep of {sweep.DataSetName}";

    /// <summary>The head of the report.</summary>
    public static XElement Of(SweepData sweep) => Markup.Html(
        "header",
        Markup.Html("h1", Title(sweep)),
        Markup.Paragraph(
            Markup.Class("lead"),
            "Settings of a feed-forward compressor that make the dry recordings of a unit into the wet ones, found by Newton's method for each position of its peak reduction knob."),
        sweep.Options.Simulation is { } statement ? Markup.Paragraph(Markup.Html("strong", "Simulated data set. "), statement) : null,
        Figures(sweep));

    private static XElement Figures(SweepData sweep)
    {
        if (sweep.Fits.Length == 0)
        {
            return Markup.Paragraph("No setting is fitted yet.");
        }

        double[] esr = [.. sweep.Fits.Select(fit => fit.Fit.Esr)];
        double[] unaligned = [.. sweep.Fits.Select(fit => fit.Fit.EsrUnaligned)];
        double[] delays = [.. sweep.Fits.Select(fit => fit.Fit.DelaySamples)];
        var minutes = sweep.Fits.Sum(fit => (double)fit.Fit.SampleCount / fit.Fit.SampleRate) / 60;
        return Markup.Html(
            "dl",
            Markup.Class("figures"),
            Figure("settings fitted", sweep.Fits.Length.ToString(CultureInfo.InvariantCulture), $"{(sweep.Summary is { } summary ? $"of {summary.Rows.Count}, " : string.Empty)}{NumberText.Fixed(minutes, 1)} min of audio"),
            Figure("ESR, median", NumberText.Percent(esr.Median()), $"{NumberText.Percent(esr.Min())} to {NumberText.Percent(esr.Max())}"),
            Figure("ESR without alignment, median", NumberText.Percent(unaligned.Median()), $"{NumberText.Percent(unaligned.Min())} to {NumberText.Percent(unaligned.Max())}"),
            Figure("delay in samples, median", NumberText.Fixed(delays.Median(), 3), $"{NumberText.Fixed(delays.Min(), 3)} to {NumberText.Fixed(delays.Max(), 3)}"),
            Figure("Newton iterations, median", NumberText.Of(sweep.Fits.Select(fit => (double)fit.Effort.Iterations).Median()), $"at most {NumberText.Of(sweep.Fits.Max(fit => fit.Effort.Iterations))}"));
    }

    private static XElement Figure(string name, string value, string note)
        => Markup.Html("div", Markup.Html("dt", name), Markup.Html("dd", value, Markup.Html("small", note)));
}
