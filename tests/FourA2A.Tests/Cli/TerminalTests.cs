using FourA2A.Cli.Output;

namespace FourA2A.Tests.Cli;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_AreOneLineOnANarrowTerminal(bool isInteractive)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error, isInteractive);
        var message = string.Join(' ', Enumerable.Repeat("word", 200));
        terminal.Fail(message);
        terminal.Warn(message);
        terminal.ShowWarnings();
        var lines = error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains(message, line, StringComparison.Ordinal));
    }

    [Fact]
    public void LineAboveABar_ErasesItAndIsOnePiece()
    {
        var line = string.Join(' ', Enumerable.Repeat("word", 200));
        var segments = new LineAboveBar(line).Render(null!, 80).Select(segment => segment.Text).ToArray();
        Assert.Equal(["\e[J", line, "\n"], segments);
    }

    [Theory]
    [InlineData(-0.001, "0.00 dB")]
    [InlineData(-0.0, "0.00 dB")]
    [InlineData(-0.01, "-0.01 dB")]
    [InlineData(double.NegativeInfinity, "none")]
    public void Decibels_RoundedToZero_HaveNoSign(double decibels, string text) => Assert.Equal(text, Format.Decibels(decibels));
}
