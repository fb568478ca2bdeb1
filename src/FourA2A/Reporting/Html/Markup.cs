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

    /// <summary>An attribute; numbers have at most two decimals, a hundredth of a pixel.</summary>
    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <inheritdoc cref="Attribute(string, string)"/>
    public static XAttribute Attribute(string name, double value) => new(name, Coordinate(value));

    /// <summary>The attribute <c>class</c>.</summary>
    public static XAttribute Class(string names) => new("class", names);

    /// <summary>A coordinate in a drawing.</summary>
    public static string Coordinate(double value) => FormattableString.Invariant($"{value:0.##;-0.##;0}");

    /// <summary>A paragraph.</summary>
    public static XElement Paragraph(params object?[] content) => Html("p", content);

    /// <summary>A command that a user may type.</summary>
    public static XElement Code(string text) => Html("code", text);
}
