using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using FourA2A.Files;

namespace FourA2A.Reporting.Html;

/// <summary>
/// A page that needs nothing beside it.
/// </summary>
internal static class Page
{
    /// <summary>What the page says of the program that made it, without the version.</summary>
    public const string Generator = "FourA2A";

    private const string GeneratorName = "generator";

    // Long enough for the head of every report.
    private const int HeadLength = 1024;

    // The elements of HTML that have no end tag; all others need one, even where XML would not ask for it.
    private static readonly ImmutableArray<string> VoidElements = ["meta", "br", "link"];

    /// <summary>
    /// Writes a page in the place of an earlier one. The same content gives the same bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="title">Title of the page.</param>
    /// <param name="body">What is on it.</param>
    /// <exception cref="InputException">A file that is no such page stands there, or the file cannot be written.</exception>
    public static void Replace(string path, string version, string title, params object?[] body)
    {
        if (Path.Exists(path) && !IsOurs(path))
        {
            throw new InputException($"{path}: found a file that is no report of this program, expected none or an earlier report; choose another name with -o.");
        }

        var page = Markup.Html(
            "html",
            Markup.Attribute("lang", "en"),
            Markup.Html(
                "head",
                Markup.Html("meta", Markup.Attribute("charset", "utf-8")),
                Markup.Html("meta", Markup.Attribute("name", GeneratorName), Markup.Attribute("content", $"{Generator} {version}")),
                Markup.Html("meta", Markup.Attribute("name", "viewport"), Markup.Attribute("content", "width=device-width, initial-scale=1")),
                Markup.Html("title", title),
                Markup.Html("style", Style())),
            Markup.Html("body", Markup.Html("main", body)));
        MakeReadable(page);
        AtomicFile.Replace(path, stream =>
        {
            using var writer = XmlWriter.Create(stream, new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                OmitXmlDeclaration = true,
                NewLineHandling = NewLineHandling.None,
            });
            new XDocument(new XDocumentType("html", publicId: null, systemId: null, internalSubset: null), page).Save(writer);
        });
    }

    /// <summary>Whether a file is a page that this program made.</summary>
    private static bool IsOurs(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        var head = new byte[HeadLength];
        var length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(head, 0, length).Contains($"<meta name=\"{GeneratorName}\" content=\"{Generator} ", StringComparison.Ordinal);
    }

    /// <summary>The style sheet.</summary>
    public static string Style()
    {
        using var reader = new StreamReader(typeof(Page).Assembly.GetManifestResourceStream("FourA2A.Reporting.Html.report.css")!);
        return reader.ReadToEnd();
    }

    // A file name may hold characters that no page can; and a browser would take <td /> for the beginning of a cell.
    private static void MakeReadable(XElement page)
    {
        foreach (var element in page.DescendantsAndSelf())
        {
            foreach (var attribute in element.Attributes())
            {
                attribute.Value = Legal(attribute.Value);
            }

            foreach (var text in element.Nodes().OfType<XText>())
            {
                text.Value = Legal(text.Value);
            }

            if (element.IsEmpty && element.Name.Namespace == page.Name.Namespace && !VoidElements.Contains(element.Name.LocalName, StringComparer.Ordinal))
            {
                element.Value = string.Empty;
            }
        }
    }

    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            legal.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return legal.ToString();
    }
}
