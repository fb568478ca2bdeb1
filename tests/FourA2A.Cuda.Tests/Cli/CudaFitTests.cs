using System.Text.Json;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Tests.Cli;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Cli;

/// <summary><c>foura2a fit --device</c> on machines with emulated cards, and on one without a driver.</summary>
public sealed class CudaFitTests : IDisposable
{
    private static readonly CompressorParameters True = new(-28, 4, 3, 60, 2);

    private readonly TemporaryFolder folder = new();
    private readonly EmulatedDriver machine = new();
    private readonly string dry;
    private readonly string wet;

    public CudaFitTests()
    {
        var samples = Recordings.Bursts(0.5);
        dry = Recordings.Write(folder["dry.wav"], samples);
        new StreamingCompressor(True, Recordings.SampleRate).Process(samples, samples);

        // A little distortion, so that the fit has something to weigh.
        wet = Recordings.Write(folder["wet.wav"], Array.ConvertAll(samples, x => x - (0.05f * x * x * x)));
    }

    public void Dispose()
    {
        folder.Dispose();
        Assert.Empty(machine.Misuses);
        Assert.Equal(0, machine.PushedContexts);
    }

    [Theory]
    [InlineData("auto", "auto", "fused")]
    [InlineData("cuda", "none", "fused")]
    [InlineData("cuda", "none", "forward-over-reverse")]
    public void Fit_OnACard_EndsAtTheProcessorsParameters(string device, string align, string hessian)
    {
        var card = new EmulatedCard(driver: machine);
        var onCard = Fit("--device", device, "--align", align, "--hessian", hessian);
        Assert.Empty(onCard.Error);
        var found = Read("out/result.json");
        Assert.StartsWith(hessian == "fused" ? "cuda (Emulated card)" : $"cuda (Emulated card), Hessian {hessian} by cuda", found.GetProperty("engine").GetString(), StringComparison.Ordinal);
        Assert.Equal(hessian, found.GetProperty("hessian").GetString());
        Assert.DoesNotContain("Computed on the processor", onCard.Output, StringComparison.Ordinal);
        Assert.Equal(default, card.Live);

        var onProcessor = CommandLine.Run("fit", dry, wet, "-o", folder["cpu"], "--device", "cpu", "--align", align);
        Assert.Equal(onProcessor.ExitCode, onCard.ExitCode);
        Assert.DoesNotContain("Computed on the processor", onProcessor.Output, StringComparison.Ordinal);
        var expected = Read("cpu/result.json");
        Assert.Equal(expected.GetProperty("status").GetString(), found.GetProperty("status").GetString());
        Assert.Equal(expected.GetProperty("delaySamples").GetDouble(), found.GetProperty("delaySamples").GetDouble(), 1e-3);
        AssertSame(expected.GetProperty("parameters"), found.GetProperty("parameters"), 1e-4);
    }

    [Fact]
    public void AutoWithoutADriver_ComputesOnTheProcessorAndSaysWhy()
    {
        var result = CommandLine.Run(() => (null, "no such library"), CancellationToken.None, "fit", dry, wet, "-o", folder["out"], "--align", "none");
        Assert.Single(result.Output.Split(Environment.NewLine), "Computed on the processor: no such library.");
        Assert.Empty(result.Error);
        Assert.StartsWith("simd", Read("out/result.json").GetProperty("engine").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AutoWhereTheKernelsDoNotLoad_ComputesOnTheProcessorAndSaysWhy()
    {
        var old = new EmulatedCard(new EmulatedCardOptions { Major = 6, Minor = 1 }, machine);
        var result = Fit("--align", "none");
        Assert.Single(result.Output.Split(Environment.NewLine), line => line.StartsWith("Computed on the processor: card 0: cuModuleLoadDataEx failed", StringComparison.Ordinal));
        Assert.Empty(result.Error);
        Assert.Equal(default, old.Live);
    }

    [Fact]
    public void Cuda_TakesTheFirstCardThatWorks()
    {
        _ = new EmulatedCard(new EmulatedCardOptions { Name = "Old card", Major = 6, Minor = 1 }, machine);
        var second = new EmulatedCard(new EmulatedCardOptions { Name = "New card" }, machine);
        Fit("--device", "cuda", "--align", "none", "--max-iterations", "1");
        Assert.Equal("cuda (New card)", Read("out/result.json").GetProperty("engine").GetString());
        Assert.Equal(default, second.Live);
    }

    [Fact]
    public void CardThatIsNotThere_IsRefused()
    {
        AssertRefused(["--device", "cuda"], "found no card that can be used (the NVIDIA driver has no card)", "--device cpu");
        AssertRefused(["--device", "cuda:2"], "--device cuda:2: found no card that can be used (the NVIDIA driver has no card)");
        _ = new EmulatedCard(driver: machine);
        _ = new EmulatedCard(driver: machine);
        AssertRefused(["--device", "cuda:2"], "--device cuda:2: found 2 cards, expected a number from 0 to 1");
    }

    [Fact]
    public void CudaWithoutADriver_IsRefused()
    {
        var before = folder.Snapshot();
        var result = CommandLine.Run(() => (null, "no such library"), CancellationToken.None, "demo", "-o", folder["out"], "--device", "cuda");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("found no card that can be used (no such library)", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void TooLittleMemory_EndsInOneLineAndWritesNothing()
    {
        var card = new EmulatedCard(new EmulatedCardOptions { MemoryBytes = 200_000 }, machine);
        var before = folder.Snapshot();
        var result = Fit("--device", "cuda:0");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Emulated card: found", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("of 0.2 MB of memory free", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(before, folder.Snapshot());
        Assert.Equal(default, card.Live);
    }

    [Fact]
    public void CardLostBeforeTheFirstStep_EndsInOneLineAndWritesNothing()
    {
        var card = new EmulatedCard(driver: machine);
        card.FailNext(nameof(DriverTable.LaunchKernel), CudaResult.IllegalAddress, after: 5);
        var before = folder.Snapshot();
        var result = Fit();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Emulated card is lost", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void CardLostInMidFit_KeepsTheFinishedIterations()
    {
        var card = new EmulatedCard(driver: machine);
        card.FailNext(nameof(DriverTable.StreamSynchronize), CudaResult.LaunchTimeout, after: 6);
        var result = Fit("--align", "none");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("foura2a fit: Emulated card is lost: ", line, StringComparison.Ordinal);
        Assert.Contains("unfinished.json", line, StringComparison.Ordinal);
        Assert.Equal([folder["out/unfinished.json"]], Directory.GetFiles(folder["out"]));
        var unfinished = Read("out/unfinished.json");
        Assert.Equal("engineFailed", unfinished.GetProperty("status").GetString());
        var steps = unfinished.GetProperty("iterationRecords");
        Assert.True(steps.GetArrayLength() > 1);
        Assert.Equal(
            steps[steps.GetArrayLength() - 1].GetProperty("parameters").GetRawText(),
            unfinished.GetProperty("parameters").GetRawText(),
            ignoreWhiteSpaceDifferences: true);

        var again = CommandLine.Run("fit", dry, wet, "-o", folder["again"], "--device", "cpu", "--align", "none", "--start", folder["out/unfinished.json"]);
        Assert.Empty(again.Error);
        AssertSame(unfinished.GetProperty("parameters"), Read("again/result.json").GetProperty("start"), 1e-12);
    }

    private CommandLineResult Fit(params string[] options)
        => CommandLine.Run(() => (new CudaDriver(machine.Table), null), CancellationToken.None, ["fit", dry, wet, "-o", folder["out"], .. options]);

    private void AssertRefused(string[] options, params string[] words)
    {
        var before = folder.Snapshot();
        var result = Fit(options);
        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.ErrorLines);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
        Assert.Empty(result.Output);
        Assert.Equal(before, folder.Snapshot());
    }

    private static void AssertSame(JsonElement expected, JsonElement found, double relativeTolerance)
    {
        foreach (var setting in expected.EnumerateObject())
        {
            var value = setting.Value.GetDouble();
            Assert.Equal(value, found.GetProperty(setting.Name).GetDouble(), relativeTolerance * Math.Abs(value));
        }
    }

    private JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(folder[name]));
        return document.RootElement.Clone();
    }
}
