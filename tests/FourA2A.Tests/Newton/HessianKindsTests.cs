using System.Text.Json;
using FourA2A.Experiment.Sweeps;
using FourA2A.Newton;

namespace FourA2A.Tests.Newton;

public sealed class HessianKindsTests
{
    [Fact]
    public void Words_AreThoseOfThePaperAndOurs()
        => Assert.Equal(
            ["fused", "gauss-newton", "reverse-over-reverse", "forward-over-reverse", "reverse-over-forward", "forward-over-forward", "exact"],
            HessianKinds.Words.Select(pair => pair.Word));

    [Theory]
    [InlineData("exact", HessianKind.Fused)]
    [InlineData("forward-over-forward", HessianKind.ForwardOverForward)]
    public void SweepFile_OfAnyWord_IsRead(string word, HessianKind kind)
    {
        var written = JsonSerializer.Serialize(new SweepOptions { DataSet = "unit", Hessian = kind }, SweepJsonContext.Default.SweepOptions);
        var read = JsonSerializer.Deserialize(written.Replace($"\"{kind.Word()}\"", $"\"{word}\"", StringComparison.Ordinal), SweepJsonContext.Default.SweepOptions);
        Assert.Equal(kind, read!.Hessian);
    }

    [Fact]
    public void SweepFile_OfAnUnknownWord_IsRefused()
    {
        var written = JsonSerializer.Serialize(new SweepOptions { DataSet = "unit" }, SweepJsonContext.Default.SweepOptions);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(written.Replace("\"fused\"", "\"fussed\"", StringComparison.Ordinal), SweepJsonContext.Default.SweepOptions));
    }
}
