using System.Xml.Linq;

namespace FourA2A.Reporting.Html;

/// <summary>
/// Elements of a page that reads alike as HTML and as XML.
/// </summary>
internal static class Markup
{
    private static readonly XNamespace HtmlNamespace = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace SvgNamespace = "http://www.w3.org/2000/svg";

    /// <summary>An element of HTML.</summary>
    public static XElement Html(string name, params object?[] content) => new(HtmlNamespace + name, content);

    /// <summary>An element of SVG.</summary>
    public static XElement Svg(string name, params object?[] content) => new(SvgNamespace + name, content);

    /// <summary>An attribute.</summary>
    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>An attribute that is a coordinate.</summary>
    public static XAttribute Attribute(string name, double value) => new(name, Coordinate(value));

    /// <summary>The attribute <c>class</c>.</summary>
    public static XAttribute Class(string names) => new("class", names);

    /// <summary>A coordinate in a drawing, to a hundredth of a pixel.</summary>
    public static string Coordinate(double value) => FormattableString.Invariant($"{value:0.##;-0.##;0}");

    /// <summary>A paragraph.</summary>
    public static XElement Paragraph(params object?[] content) => Html("p", content);

    /// <summary>A command that a user may type.</summary>
    public static XElement Code(string text) => Html("code", text);

    /// <summary>A list.</summary>
    public static XElement List(IEnumerable<object> items) => Html("ul", items.Select(item => Html("li", item)));

    /// <summary>A section of the report with its heading.</summary>
    public static XElement Section(string id, string heading, params object?[] content)
        => Html("section", Attribute("id", id), Html("h2", heading), content);

    /// <summary>Plots beside each other, as many as there is room for.</summary>
    public static XElement Plots(IEnumerable<Plots.LinePlot> plots) => Html("div", Class("plots"), plots.Select(plot => plot.Figure()));

    /// <summary>A table that scrolls inside its own frame; its first column stays in sight.</summary>
    /// <param name="name">What it holds, for those who do not see it.</param>
    /// <param name="headings">Headings of the columns.</param>
    /// <param name="rows">Cells of each row.</param>
    public static XElement Table(string name, IEnumerable<string> headings, IEnumerable<IEnumerable<object?>> rows) => Html(
        "div",
        Class("scroll"),
        Attribute("role", "region"),
        Attribute("aria-label", name),
        Attribute("tabindex", "0"),
        Html(
            "table",
            Html("thead", Html("tr", headings.Select(heading => Html("th", Attribute("scope", "col"), heading)))),
            Html("tbody", rows.Select(row => Html("tr", row.Select((cell, column)
                => column == 0 ? Html("th", Attribute("scope", "row"), cell) : Html("td", cell)))))));
}
