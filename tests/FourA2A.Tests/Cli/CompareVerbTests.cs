using System.Text.Json.Nodes;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Experiment.Systems;
using FourA2A.Files;

namespace FourA2A.Tests.Cli;

public sealed class CompareVerbTests : IDisposable
{
    private const string Quick = "5";

    private readonly TemporaryFolder folder = new();
    private readonly string dry;
    private readonly string wet;

    public CompareVerbTests()
    {
        var samples = Recordings.Bursts(1);
        dry = Recordings.Write(folder["dry.wav"], samples);
        new StreamingCompressor(new CompressorParameters(-28, 4, 3, 120, 2), Recordings.SampleRate).Process(samples, samples);
        wet = Recordings.Write(folder["wet.wav"], samples);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BothSystems_AreFittedMeasuredAndWritten()
    {
        var result = CommandLine.Run("compare", dry, wet, "-o", folder["out"], "--max-iterations", Quick);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("one-pole  approximate-ballistics", result.Output, StringComparison.Ordinal);
        Assert.Contains("times as long as one-pole", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            [".lock", "comparison.csv", "comparison.json", "curves.csv", "report.html", "request.json", "result.json", "result.json"],
            Directory.EnumerateFiles(folder["out"], "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var record = new ComparisonFolder(folder["out"]).ReadRecord();
        var (onePole, approximate) = (record.Of("one-pole"), record.Of("approximate-ballistics"));
        Assert.Equal(-28, onePole.Settings.ThresholdDb, 0.05);
        Assert.True(onePole.Esr < 1e-4 && onePole.Loudness.LargestDb < 0.1 && onePole.SpectrogramLoss < approximate.SpectrogramLoss);
        Assert.True(approximate.Esr > onePole.Esr && approximate.Loudness.MeanDb > onePole.Loudness.MeanDb);
        Assert.Equal(5, approximate.Iterations);
        Assert.Equal(("converged", "notConverged"), (onePole.Status, approximate.Status));
        Assert.Equal(onePole.DelaySamples, approximate.DelaySamples);
        Assert.Equal(
            record.Systems.Select(row => row with { Undetermined = [] }),
            ComparisonTable.Read(folder["out/comparison.csv"]).Select(row => row with { Undetermined = [] }));

        // The page of the folder is the page that was written; a finished comparison is left alone.
        var page = File.ReadAllBytes(folder["out/report.html"]);
        Assert.Equal(0, CommandLine.Run("report", folder["out"]).ExitCode);
        Assert.Equal(page, File.ReadAllBytes(folder["out/report.html"]));
        CommandLine.AssertRefused(folder, ["report", folder["out"], "--reference", "la2a"], "comparison", "--reference");
        CommandLine.AssertRefused(folder, ["compare", dry, wet, "-o", folder["out"], "--max-iterations", Quick], "finished", "-o");
    }

    [Fact]
    public void Killed_TheSameCommandGoesOnFromEachFile()
    {
        string[] command = ["compare", dry, wet, "-o", folder["out"], "--max-iterations", Quick];
        Assert.Equal(3, CommandLine.Run(command).ExitCode);
        var (results, curves) = (Results(), File.ReadAllText(folder["out/curves.csv"]));

        // As if killed before the page was written: nothing is fitted again.
        File.Delete(folder["out/comparison.json"]);
        File.Delete(folder["out/report.html"]);
        Assert.Equal(3, CommandLine.Run(command).ExitCode);
        Assert.Equal(results, Results());
        Assert.True(File.Exists(folder["out/report.html"]));

        // As if killed while Adam was at work.
        File.Delete(folder["out/comparison.json"]);
        File.Delete(folder["out/approximate-ballistics/result.json"]);
        Assert.Equal(3, CommandLine.Run(command).ExitCode);
        Assert.Equal(results[0], Results()[0]);
        Assert.Equal(curves, File.ReadAllText(folder["out/curves.csv"]));

        // Another request does not go on with it.
        File.Delete(folder["out/comparison.json"]);
        CommandLine.AssertRefused(folder, ["compare", dry, wet, "-o", folder["out"], "--max-iterations", "6"], "most iterations", "found 5", "-o");

        string[] Results() => [.. new[] { "one-pole", "approximate-ballistics" }.Select(model => File.ReadAllText(folder[$"out/{model}/result.json"]))];
    }

    [Fact]
    public void CancelledBeforeTheWork_LeavesNothingBehind()
    {
        var before = folder.Snapshot();
        var result = CommandLine.Run(new CancellationToken(canceled: true), "compare", dry, wet, "-o", folder["out"]);
        Assert.Equal(130, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void CancelledWhileAdamIsAtWork_GoesOnFromThere()
    {
        using var source = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(folder["."], "result.json") { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => source.Cancel();
        watcher.Created += (_, _) => source.Cancel();

        // Many more iterations than are done before the first result is seen.
        string[] command = ["compare", dry, wet, "--max-iterations", "400", "-o"];
        var result = CommandLine.Run(source.Token, [.. command, folder["out"]]);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("the same command goes on", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/one-pole/result.json"]));
        StopAt(7);
        Assert.True(File.Exists(folder["out/approximate-ballistics/progress.json"]));
        Assert.False(File.Exists(folder["out/approximate-ballistics/result.json"]));
        Assert.False(File.Exists(folder["out/comparison.json"]));

        Assert.Equal(3, CommandLine.Run([.. command, folder["out"]]).ExitCode);
        Assert.False(File.Exists(folder["out/approximate-ballistics/progress.json"]));
        Assert.Equal(3, CommandLine.Run([.. command, folder["whole"]]).ExitCode);
        foreach (var file in (string[])["one-pole/result.json", "approximate-ballistics/result.json"])
        {
            Assert.Equal(WithoutTimes(folder[$"whole/{file}"]), WithoutTimes(folder[$"out/{file}"]));
        }

        Assert.Equal(File.ReadAllText(folder["whole/curves.csv"]), File.ReadAllText(folder["out/curves.csv"]));

        static string WithoutTimes(string path)
        {
            var result = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            Assert.True(result.Remove("times") && result.Remove("seconds"));
            return result.ToJsonString();
        }
    }

    [Fact]
    public void FitThatIsThere_NeedsNoEngineAnyMore()
    {
        string[] command = ["compare", dry, wet, "-o", folder["out"], "--max-iterations", Quick];
        Assert.Equal(3, CommandLine.Run(command).ExitCode);
        File.Delete(folder["out/comparison.json"]);

        // There is no card here, and --device is no part of what is asked for.
        var result = CommandLine.Run([.. command, "--device", "cuda"]);
        Assert.Equal(3, result.ExitCode);
        Assert.DoesNotContain("Aligning", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RequestWithANullField_IsRefusedInOneLine()
    {
        string[] command = ["compare", dry, wet, "-o", folder["out"], "--max-iterations", Quick];
        Assert.Equal(3, CommandLine.Run(command).ExitCode);
        File.Delete(folder["out/comparison.json"]);
        var request = JsonNode.Parse(File.ReadAllText(folder["out/request.json"]))!.AsObject();
        request["inputs"] = null;
        File.WriteAllText(folder["out/request.json"], request.ToJsonString());
        CommandLine.AssertRefused(folder, command, "request.json", "inputs");
    }

    [Fact]
    public void BadInput_IsRefusedAndLeavesNothing()
    {
        var other = Recordings.Write(folder["other.wav"], Recordings.Bursts(1.5, seed: 99));
        Directory.CreateDirectory(folder["full"]);
        File.WriteAllText(folder["full/song.txt"], "precious");
        CommandLine.AssertRefused(folder, ["compare", dry, other, "-o", folder["out"]], "other.wav", "coherence");
        CommandLine.AssertRefused(folder, ["compare", dry, folder["none.wav"], "-o", folder["out"]], "none.wav");
        CommandLine.AssertRefused(folder, ["compare", dry, wet, "-o", folder["full"]], "full", "no comparison", "-o");
        CommandLine.AssertRefused(folder, ["compare", dry, wet, "-o", folder["none/out"]], "none");
        CommandLine.AssertRefused(folder, ["compare", dry, wet, "-o", folder["out"], "--device", "cuda"], "--device");
        CommandLine.AssertRefused(folder, ["compare", dry, wet, "-o", folder["out"], "--max-iterations", "0"], "--max-iterations");
    }

    // In the midst of its descent, where the command may have been stopped before the first step.
    private void StopAt(int iteration)
    {
        using var cancellation = new CancellationTokenSource();
        using var files = PairFiles.Open(dry, wet);
        var path = new ComparisonFolder(folder["out"]);
        var options = JsonFile.Read(path.RequestPath, ComparisonJsonContext.Default.ComparisonOptions, "a request", "none");
        using var store = ComparisonStore.Open(path, options);
        var comparison = new SystemComparison(store, files, options);
        Assert.Throws<OperationCanceledException>(
            () => comparison.FitApproximate(comparison.ReadOnePole(), progress: new Stop(iteration, cancellation), cancellation: cancellation.Token));
    }

    private sealed class Stop(int iteration, CancellationTokenSource cancellation) : IProgress<ApproximateFitProgress>
    {
        public void Report(ApproximateFitProgress value)
        {
            if (value.Iteration == iteration)
            {
                cancellation.Cancel();
            }
        }
    }
}
