using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using FourA2A.Files;
using FourA2A.Reporting.Html;

namespace FourA2A.Reporting.Plots;

/// <summary>
/// Series over one pair of axes, as a drawing with its legend and the table behind it.
/// </summary>
/// <param name="Name">Name of the table's file without its ending, unique in a page.</param>
/// <param name="Title">What the plot shows.</param>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up.</param>
/// <param name="Series">What is drawn; those that come later lie in front.</param>
internal sealed record LinePlot(string Name, string Title, Axis X, Axis Y, ImmutableArray<PlotSeries> Series)
{
    /// <summary>Where the axes and their labels are.</summary>
    public PlotLayout Layout { get; init; } = PlotLayout.Small;

    /// <summary>Stretches of the axis across that are shaded behind everything.</summary>
    public PlotBands? Bands { get; init; }

    /// <summary>
    /// A plot whose axes hold all points, and their standard errors as far as these are not much larger than all else.
    /// </summary>
    public static LinePlot Of(string name, string title, AxisQuantity x, AxisQuantity y, params ImmutableArray<PlotSeries> series)
    {
        PlotPoint[] points = [.. series.SelectMany(one => one.Drawn)];
        double[] values = [.. points.Select(point => point.Y)];
        var (low, high) = (values.DefaultIfEmpty(double.NaN).Min(), values.DefaultIfEmpty(double.NaN).Max());
        var reach = high > low ? high - low : double.PositiveInfinity;
        var ends = points
            .Where(point => double.IsFinite(point.Error))
            .SelectMany(point => new[] { point.Y - point.Error, point.Y + point.Error })
            .Where(end => end >= low - reach && end <= high + reach && (low <= 0 || end > 0));
        return new LinePlot(name, title, Axis.Linear(x, points.Select(point => point.X), 6), Axis.For(y, [.. values, .. ends]), series);
    }

    /// <summary>The table behind the plot: a row a point, in the order of the series.</summary>
    public CsvTable Table()
    {
        PlotPoint[] points = [.. Series.SelectMany(series => series.Drawn)];
        var (errors, notes) = (points.Any(point => !double.IsNaN(point.Error)), points.Any(point => point.Note.Length > 0));
        var table = new CsvTable(["series", X.Quantity.Column, Y.Quantity.Column, .. Cells(errors, "standard_error"), .. Cells(notes, "note")]);
        foreach (var series in Series)
        {
            foreach (var point in series.Drawn)
            {
                table.Add([series.Name, CsvTable.Cell(point.X), CsvTable.Cell(point.Y), .. Cells(errors, CsvTable.Cell(point.Error)), .. Cells(notes, point.Note)]);
            }
        }

        return table;

        static IEnumerable<string> Cells(bool there, string cell) => there ? [cell] : [];
    }

    /// <summary>The plot as a figure of a page.</summary>
    public XElement Figure()
    {
        var table = Table();
        return Markup.Html(
            "figure",
            Markup.Class($"plot {Layout.Class}"),
            Markup.Attribute("id", $"plot-{Name}"),
            Markup.Html("figcaption", Title),
            Drawing(),
            Legend(),
            Markup.Paragraph(
                Markup.Class("data"),
                Markup.Html(
                    "a",
                    Markup.Attribute("download", $"{Name}.csv"),
                    Markup.Attribute("href", $"data:text/csv;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(table.ToString()))}"),
                    $"{Name}.csv"),
                table.Rows.Count == 1 ? " 1 point" : $" {table.Rows.Count} points"));
    }

    /// <summary>The drawing alone, in the letters and colours of the report's style sheet.</summary>
    public XElement Drawing() => Markup.Svg(
        "svg",
        Markup.Attribute("viewBox", $"0 0 {Layout.Width} {Layout.Height}"),
        Markup.Attribute("role", "img"),
        Markup.Attribute("aria-label", $"{Title}. {Y.Quantity.Label} against {X.Quantity.Label}: {string.Join("; ", Series.Select(series => $"{series.Name}, points: {series.Drawn.Count()}"))}."),
        Bands?.Stretches.Select(Shade),
        AxisX(),
        AxisY(),
        Series.Select(Draw));

    private XElement AxisX() => Markup.Svg(
        "g",
        Markup.Class("axis x"),
        Segment("base", Layout.Left, Layout.Bottom, Layout.Right, Layout.Bottom),
        X.Ticks.Select(tick => new[]
        {
            Segment("mark", AtX(tick.Value), Layout.Bottom, AtX(tick.Value), Layout.Bottom + 4),
            Text("tick", AtX(tick.Value), Layout.Bottom, PlotLayout.TickDrop, tick.Label),
        }),
        Text("label", (Layout.Left + Layout.Right) / 2, Layout.Bottom, PlotLayout.LabelDrop, X.Quantity.Label));

    private XElement AxisY() => Markup.Svg(
        "g",
        Markup.Class("axis y"),
        Y.Ticks.Select(tick => new[]
        {
            Segment("grid", Layout.Left, AtY(tick.Value), Layout.Right, AtY(tick.Value)),
            Text("tick", Layout.Left - 6, AtY(tick.Value), PlotLayout.HalfLetter, tick.Label),
        }),
        Text("label", 2, Layout.Top, -PlotLayout.TickDrop, Y.Quantity.Label));

    private XElement Draw(PlotSeries series)
    {
        var style = series.Style;
        return Markup.Svg(
            "g",
            Markup.Class(style.Class),
            Markup.Attribute("style", $"--colour: {style.Colour}"),
            style.Filled ? Markup.Svg("polygon", Markup.Class("area"), Markup.Attribute("points", string.Join(' ', Around(series)))) : null,
            style.Line ? Lines(series).Select(line => Markup.Svg("polyline", Markup.Class(style.Marker.Length > 0 ? "line" : "trace"), Markup.Attribute("points", string.Join(' ', line)))) : null,
            series.Drawn.Where(point => double.IsFinite(point.Error)).Select(ErrorBar),
            style.Marker.Length > 0 ? series.Drawn.Select(point => Point(series, point)) : null);
    }

    // A new line wherever a point asks for one.
    private IEnumerable<IReadOnlyList<string>> Lines(PlotSeries series)
    {
        var line = new List<string>();
        foreach (var point in series.Drawn)
        {
            if (point.StartsLine && line.Count > 0)
            {
                yield return line;
                line = [];
            }

            line.Add($"{Markup.Coordinate(AtX(point.X))},{Markup.Coordinate(AtY(point.Y))}");
        }

        if (line.Count > 0)
        {
            yield return line;
        }
    }

    // There along one line and back along the next.
    private IEnumerable<string> Around(PlotSeries series)
        => Lines(series).SelectMany((line, n) => int.IsOddInteger(n) ? line.Reverse() : line);

    private XElement Shade((double From, double To) stretch) => Markup.Svg(
        "rect",
        Markup.Class("band"),
        Markup.Attribute("x", AtX(stretch.From)),
        Markup.Attribute("y", Layout.Top),
        Markup.Attribute("width", AtX(stretch.To) - AtX(stretch.From)),
        Markup.Attribute("height", Layout.Bottom - Layout.Top));

    private XElement ErrorBar(PlotPoint point)
    {
        var (x, top, bottom) = (Markup.Coordinate(AtX(point.X)), Markup.Coordinate(AtY(point.Y + point.Error)), Markup.Coordinate(AtY(point.Y - point.Error)));
        return Markup.Svg("path", Markup.Class("error"), Markup.Attribute("d", $"M{x} {top}V{bottom}m-3 0h6M{x} {top}m-3 0h6"));
    }

    private XElement Point(PlotSeries series, PlotPoint point) => Markup.Svg(
        "path",
        Markup.Class(point.Note.Length > 0 ? "point hollow" : "point"),
        Markup.Attribute("transform", $"translate({Markup.Coordinate(AtX(point.X))} {Markup.Coordinate(AtY(point.Y))})"),
        Markup.Attribute("d", series.Style.Marker),
        Markup.Svg("title", Describe(series, point)));

    private string Describe(PlotSeries series, PlotPoint point)
    {
        var (value, error) = double.IsFinite(point.Error) ? NumberText.WithError(point.Y, point.Error) : (NumberText.Of(point.Y), string.Empty);
        return $"{series.Name}, {X.Quantity.Label}: {NumberText.Of(point.X)}; {Y.Quantity.Label}: {value}"
            + (error.Length > 0 ? $" {error}" : string.Empty)
            + (point.Note.Length > 0 ? $" ({point.Note})" : string.Empty);
    }

    // One series needs no key, but for the word that the title may lack.
    private XElement? Legend() => Keys().Take(2).Count() < 2 ? null : Markup.Html(
        "ul",
        Markup.Class("legend"),
        Keys().Select(key => Markup.Html(
            "li",
            Markup.Svg("svg", Markup.Attribute("viewBox", "-13 -6 26 12"), Markup.Attribute("aria-hidden", "true"), key.Sample),
            key.Name)));

    /// <summary>What the legend explains: a sample around 0, 0, 26 wide and 12 high, and its name.</summary>
    public IEnumerable<(XElement Sample, string Name)> Keys()
    {
        foreach (var (name, style, _) in Series)
        {
            yield return (
                Markup.Svg(
                    "g",
                    Markup.Class(style.Class),
                    Markup.Attribute("style", $"--colour: {style.Colour}"),
                    style.Filled ? Markup.Svg("path", Markup.Class("area"), Markup.Attribute("d", "M-12 -5H12V5H-12z")) : null,
                    style.Line ? Markup.Svg("path", Markup.Class(style.Marker.Length > 0 ? "line" : "trace"), Markup.Attribute("d", "M-12 0H12")) : null,
                    style.Marker.Length > 0 ? Markup.Svg("path", Markup.Class("key"), Markup.Attribute("d", style.Marker)) : null),
                name);
        }

        if (Bands is { } bands)
        {
            yield return (Markup.Svg("path", Markup.Class("band"), Markup.Attribute("d", "M-12 -5H12V5H-12z")), bands.Name);
        }
    }

    private double AtX(double value) => Layout.Left + Layout.Inset + (X.Position(value) * (Layout.Right - Layout.Left - (2 * Layout.Inset)));

    private double AtY(double value) => Layout.Bottom - (Y.Position(value) * (Layout.Bottom - Layout.Top));

    private static XElement Segment(string kind, double x1, double y1, double x2, double y2)
        => Markup.Svg("line", Markup.Class(kind), Markup.Attribute("x1", x1), Markup.Attribute("y1", y1), Markup.Attribute("x2", x2), Markup.Attribute("y2", y2));

    // The drop is in letter sizes, which the style sheet sets by the width of the screen.
    private static XElement Text(string kind, double x, double y, double drop, string text)
        => Markup.Svg("text", Markup.Class(kind), Markup.Attribute("x", x), Markup.Attribute("y", y), Markup.Attribute("dy", $"{Markup.Coordinate(drop)}em"), text);
}
