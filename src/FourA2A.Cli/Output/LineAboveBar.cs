using Spectre.Console.Rendering;

namespace FourA2A.Cli.Output;

/// <summary>
/// A line of text where a progress bar stands, which is drawn again below it. The bar is erased first: a line that the terminal breaks would
/// leave parts of it standing. The text goes out in one piece, so that it stays one line when it is copied.
/// </summary>
/// <param name="text">The line, without control characters.</param>
internal sealed class LineAboveBar(string text) : IRenderable
{
    private const string EraseBelow = "\e[J";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(text.Length, text.Length);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [Segment.Control(EraseBelow), new(text), Segment.LineBreak];
}
