using System.Text.Json;

namespace FourA2A.Tests.Cli;

public sealed class EvaluateVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LowRate_HasEverythingButLoudness()
    {
        var target = Recordings.Write(folder["target.wav"], Recordings.Bursts(sampleRate: 6000), 6000);
        var estimate = Recordings.Write(folder["estimate.wav"], Array.ConvertAll(Recordings.Bursts(sampleRate: 6000), sample => 0.5f * sample), 6000);
        var result = CommandLine.Run("evaluate", estimate, target, "--json", folder["scores.json"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("not defined below 8000 Hz", result.Output, StringComparison.Ordinal);
        using var scores = JsonDocument.Parse(File.ReadAllText(folder["scores.json"]));
        Assert.Equal(0.25, scores.RootElement.GetProperty("esr").GetDouble(), 1e-6);
        Assert.Equal(0, scores.RootElement.GetProperty("loudnessDynamicRangeDifferenceDb").GetDouble(), 1e-3);
        Assert.Equal(JsonValueKind.Null, scores.RootElement.GetProperty("estimateLoudnessLufs").ValueKind);
        Assert.Equal(JsonValueKind.Null, scores.RootElement.GetProperty("targetLoudnessLufs").ValueKind);
    }
}
