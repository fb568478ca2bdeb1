using FourA2A.Metrics;
using FourA2A.Audio;

namespace FourA2A.Tests.Cli;

public sealed class DemoVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Demo_FindsTheSettingsAndWritesWhatItSays()
    {
        var result = CommandLine.Run("demo", "-o", folder["demo"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains("The settings have been found", result.Output, StringComparison.Ordinal);
        foreach (var name in new[] { "dry.wav", "wet.wav", "rendered.wav", "result.json" })
        {
            Assert.True(File.Exists(folder[$"demo/{name}"]), name);
            Assert.Contains(name, result.Output, StringComparison.Ordinal);
        }

        using var wet = new WaveFileSignal(folder["demo/wet.wav"]);
        using var rendered = new WaveFileSignal(folder["demo/rendered.wav"]);

        // Rendered without the delay of 0.37 samples, which is all that is between the two beside the noise.
        Assert.InRange(ErrorToSignalRatio.Measure(new FractionalDelaySignal(rendered, -0.37), wet), 0, 1e-5);
    }

    [Fact]
    public void ExistingFolder_IsLeftAlone()
    {
        Directory.CreateDirectory(folder["demo"]);
        CommandLine.AssertRefused(folder, ["demo", "-o", folder["demo"]], "demo", "-o");
    }
}
