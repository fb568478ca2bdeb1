using System.Text;
using System.Xml.Linq;
using FourA2A.Reporting.Plots;

namespace FourA2A.Tests.Reporting;

public sealed class LinePlotTests
{
    private static readonly AxisQuantity Time = new("time, s", "time_s");
    private static readonly AxisQuantity Level = new("level, dB", "level_db");

    [Fact]
    public void Table_HasARowForEachPointThatCanBeDrawn()
    {
        var plot = Plot(
            new PlotSeries("a", SeriesStyle.Of(0), [new(0, -1.5, 0.25), new(1, double.NaN), new(2, -3, Note: "not identifiable")]),
            new PlotSeries("b, \"c\"", SeriesStyle.Of(1), [new(double.PositiveInfinity, 1), new(3, 1)]));
        Assert.Equal(
            "series,time_s,level_db,standard_error,note\na,0,-1.5,0.25,\na,2,-3,,not identifiable\n\"b, \"\"c\"\"\",3,1,,\n",
            plot.Table().ToString());
    }

    [Fact]
    public void Table_HasNoColumnWithoutContent()
        => Assert.Equal("series,time_s,level_db\na,0,1\n", Plot(new PlotSeries("a", SeriesStyle.Of(0), [new(0, 1)])).Table().ToString());

    [Fact]
    public void Figure_PutsPointsWhereTheyBelong()
    {
        var figure = Plot(new PlotSeries("a", SeriesStyle.Of(0), [new(0, 0), new(10, 20)])).Figure();
        var layout = PlotLayout.Small;
        Assert.Equal(
            [$"translate({layout.Left + 8:0.##} {layout.Bottom:0.##})", $"translate({layout.Right - 8:0.##} {layout.Top:0.##})"],
            Elements(figure, "path", "point").Select(point => point.Attribute("transform")!.Value));
    }

    [Fact]
    public void Figure_MarksNotedPointsAndDrawsErrors()
    {
        var figure = Plot(new PlotSeries("a", SeriesStyle.Of(0), [new(0, 0, 1), new(10, 20, Note: "not identifiable")])).Figure();
        Assert.Single(Elements(figure, "path", "error"));
        Assert.Contains("not identifiable", Assert.Single(Elements(figure, "path", "hollow")).Value, StringComparison.Ordinal);
        Assert.Contains("± 1", Elements(figure, "path", "point").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_BreaksLines()
    {
        var figure = Plot(new PlotSeries("a", SeriesStyle.Of(0) with { Marker = string.Empty }, [new(0, 0), new(1, 1), new(2, 0, StartsLine: true), new(3, 1)])).Figure();
        Assert.Equal([2, 2], Elements(figure, "polyline", "trace").Select(line => line.Attribute("points")!.Value.Split(' ').Length));
    }

    [Fact]
    public void Figure_ShadesStretchesBehindTheSeries()
    {
        var plot = Plot(new PlotSeries("a", SeriesStyle.Trace(0), [new(0, 0), new(10, 20)])) with { Bands = new PlotBands("attack", [(0, 5), (8, 10)]) };
        var drawing = plot.Figure().Descendants().First(element => element.Name.LocalName == "svg");
        var (layout, bands) = (PlotLayout.Small, Elements(drawing, "rect", "band").ToList());
        var width = layout.Right - layout.Left - 16;
        Assert.Equal([$"{width / 2:0.##}", $"{width / 5:0.##}"], bands.Select(band => band.Attribute("width")!.Value));
        Assert.Same(bands[0], drawing.Elements().First());
        Assert.Equal(["a", "attack"], Elements(plot.Figure(), "ul", "legend").Single().Elements().Select(item => item.Value));
    }

    [Fact]
    public void Figure_FillsBetweenTheFirstLineAndTheSecond()
    {
        var figure = Plot(new PlotSeries("a", SeriesStyle.Trace(0) with { Filled = true }, [new(0, 20), new(10, 20), new(0, 0, StartsLine: true), new(10, 0)])).Figure();
        var (left, right, top, bottom) = (PlotLayout.Small.Left + 8, PlotLayout.Small.Right - 8, PlotLayout.Small.Top, PlotLayout.Small.Bottom);
        Assert.Equal(
            FormattableString.Invariant($"{left:0.##},{top:0.##} {right:0.##},{top:0.##} {right:0.##},{bottom:0.##} {left:0.##},{bottom:0.##}"),
            Elements(figure, "polygon", "area").Single().Attribute("points")!.Value);
    }

    [Fact]
    public void Figure_EscapesNames()
    {
        var figure = Plot(new PlotSeries("<b>&\"", SeriesStyle.Of(0), [new(0, 0)]), new PlotSeries("c", SeriesStyle.Of(1), [new(1, 1)])).Figure();
        var read = XElement.Parse(figure.ToString());
        Assert.Equal("<b>&\"", Elements(read, "ul", "legend").Single().Elements().First().Value);
        Assert.DoesNotContain("<b>", figure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_OffersItsTable()
    {
        var plot = Plot(new PlotSeries("a", SeriesStyle.Of(0), [new(0, 0)]));
        var link = plot.Figure().Descendants().Single(element => element.Name.LocalName == "a");
        Assert.Equal("levels.csv", link.Attribute("download")!.Value);
        Assert.Equal(plot.Table().ToString(), Encoding.UTF8.GetString(Convert.FromBase64String(link.Attribute("href")!.Value.Split(',')[1])));
    }

    [Fact]
    public void Styles_DifferInColourAndShape()
    {
        SeriesStyle[] styles = [.. Enumerable.Range(0, 8).Select(SeriesStyle.Of)];
        Assert.Equal(8, styles.Select(style => style.Colour).Distinct().Count());
        Assert.Equal(8, styles.Select(style => style.Marker).Distinct().Count());
    }

    private static LinePlot Plot(params PlotSeries[] series) => LinePlot.Of("levels", "Levels", Time, Level, [.. series]);

    private static IEnumerable<XElement> Elements(XElement root, string name, string kind)
        => root.Descendants().Where(element => element.Name.LocalName == name && (element.Attribute("class")?.Value.Split(' ').Contains(kind) ?? false));
}
