using System.Text;
using System.Xml;
using System.Xml.Linq;
using FourA2A.Files;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Plots;

/// <summary>
/// A plot as a file of its own: an SVG drawing with its title and legend, light or dark as the reader's system is.
/// </summary>
internal static class PlotFile
{
    private const double Letter = 12;
    private const double TitleHeight = 24;
    private const double LegendHeight = 24;

    // Of letters that are not measured.
    private const double MeanLetterWidth = 0.58;

    /// <summary>
    /// Writes a plot in the place of an earlier one. The same plot gives the same bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="plot">The plot.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Replace(string path, LinePlot plot)
    {
        var laidOut = plot with { Layout = PlotLayout.File };
        var (width, height) = (laidOut.Layout.Width, laidOut.Layout.Height + TitleHeight + LegendHeight);
        var drawing = laidOut.Drawing();
        drawing.SetAttributeValue("y", TitleHeight);
        drawing.SetAttributeValue("width", laidOut.Layout.Width);
        drawing.SetAttributeValue("height", laidOut.Layout.Height);
        var page = Markup.Svg(
            "svg",
            Markup.Attribute("viewBox", $"0 0 {Markup.Coordinate(width)} {Markup.Coordinate(height)}"),
            Markup.Attribute("width", width),
            Markup.Attribute("height", height),
            Markup.Attribute("style", "font-family: sans-serif"),
            Markup.Svg("style", Page.Style()),
            Markup.Svg("rect", Markup.Attribute("width", width), Markup.Attribute("height", height), Markup.Attribute("style", "fill: var(--paper)")),
            Markup.Svg("text", Markup.Attribute("x", laidOut.Layout.Left), Markup.Attribute("y", TitleHeight - 6), Markup.Attribute("style", FormattableString.Invariant($"fill: var(--ink); font: 600 {Letter + 2}px sans-serif")), plot.Title),
            drawing,
            Legend(laidOut, height - (LegendHeight / 2)));
        AtomicFile.Replace(path, stream =>
        {
            using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.None });
            new XDocument(page).Save(writer);
        });
    }

    private static XElement Legend(LinePlot plot, double y)
    {
        var x = plot.Layout.Left + 13;
        var keys = new List<XElement>();
        foreach (var (sample, name) in plot.Keys())
        {
            keys.Add(Markup.Svg("g", Markup.Attribute("transform", $"translate({Markup.Coordinate(x)} {Markup.Coordinate(y)})"), sample, Markup.Svg("text", Markup.Attribute("x", 18), Markup.Attribute("y", 4), name)));
            x += 48 + (name.Length * MeanLetterWidth * Letter);
        }

        return Markup.Svg("g", keys);
    }
}
