using System.Text.Json;
using FourA2A.ApproximateBallistics;
using FourA2A.Cli.Fitting;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Files;

namespace FourA2A.Tests.Cli;

public sealed class ApproximateFitVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string dry;
    private readonly string wet;

    public ApproximateFitVerbTests()
    {
        var samples = Recordings.Bursts(0.4);
        dry = Recordings.Write(folder["dry.wav"], samples);
        new ApproximateParameters(-34, 4, 3, 2, 8, 80, 12).CreateProcessor(Recordings.SampleRate).Process(samples, samples);
        wet = Recordings.Write(folder["wet.wav"], samples);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Result_IsWritten_Printed_AndServesAsAStart()
    {
        var result = Fit("--max-iterations", "12", "--json", folder["copy.json"], "--ratio-range", "1:10");
        Assert.Equal("", result.Error);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal([folder["out/result.json"]], Directory.GetFiles(folder["out"]));
        Assert.Equal(File.ReadAllText(folder["out/result.json"]), File.ReadAllText(folder["copy.json"]));
        var json = ReadResult();
        Assert.Equal("approximate-ballistics", json.GetProperty("model").GetString());
        Assert.Equal("notConverged", json.GetProperty("status").GetString());
        Assert.Equal(12, json.GetProperty("iterations").GetInt32());
        Assert.Equal(10, json.GetProperty("ranges").GetProperty("maximumRatio").GetDouble());
        Assert.Equal(ApproximateParameters.Names, json.GetProperty("parameters").EnumerateObject().Select(setting => setting.Name));
        var losses = json.GetProperty("iterationRecords").EnumerateArray().Select(row => row.GetProperty("loss").GetDouble()).ToList();
        Assert.True(losses[^1] < losses[0]);
        Assert.Contains("smoothing, ms", result.Output, StringComparison.Ordinal);
        Assert.Contains("Spectrogram loss", result.Output, StringComparison.Ordinal);

        Directory.Delete(folder["out"], recursive: true);
        Assert.Equal(3, Fit("--max-iterations", "1", "--start", folder["copy.json"]).ExitCode);
        Assert.Equal(json.GetProperty("parameters").GetProperty("releaseMs").GetDouble(), ReadResult().GetProperty("start").GetProperty("releaseMs").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("approximate-ballistics", "--hessian", "fused")]
    [InlineData("approximate-ballistics", "--engine", "simd")]
    [InlineData("approximate-ballistics", "--device", "cuda:1")]
    [InlineData("one-pole", "--patience", "10")]
    [InlineData("one-pole", "--excerpt-seconds", "5")]
    [InlineData("third", "--align", "none")]
    public void WhatAModelDoesNotHave_IsRefused(string model, string option, string value)
        => CommandLine.AssertRefused(folder, ["fit", dry, wet, "-o", folder["out"], "--model", model, option, value], "--model", model);

    [Fact]
    public void StartOfTheOtherModel_IsRefused()
    {
        File.WriteAllText(folder["start.json"], """{ "version": 1, "parameters": { "thresholdDb": -24, "ratio": 4, "attackMs": 1, "releaseMs": 200, "makeUpDb": 0 } }""");
        CommandLine.AssertRefused(folder, Arguments("--start", folder["start.json"]), "start.json", "one-pole", "approximate-ballistics");
    }

    [Fact]
    public void StartThatLacksSomething_IsSaid()
    {
        File.WriteAllText(
            folder["start.json"],
            """{ "version": 1, "model": "approximate-ballistics", "parameters": { "thresholdDb": 0, "ratio": 4, "kneeDb": 2, "attackMs": 1, "releaseMs": 200, "smoothingMs": 5, "makeUpDb": 0 } }""");
        var result = Fit("--max-iterations", "3", "--start", folder["start.json"]);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("notIdentifiable", ReadResult().GetProperty("status").GetString());
        Assert.Contains("never rises above the threshold of 0.0 dB; start with a lower threshold.", result.Output, StringComparison.Ordinal);
        Assert.Contains("--start FILE takes a start of your own", result.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing but the make-up can be fitted", result.Output, StringComparison.Ordinal);
        Assert.Contains("not identifiable", result.Output, StringComparison.Ordinal);
    }

    // The state is there before the token is looked at, as after a Ctrl-C in the middle; a killed write leaves a temporary file.
    [Fact]
    public void Interrupted_SaysSo_AndTheSameCommandGoesOn()
    {
        Assert.Equal(3, Fit("--max-iterations", "20").ExitCode);
        var expected = ReadResult().GetProperty("parameters").ToString();
        Directory.Delete(folder["out"], recursive: true);

        Directory.CreateDirectory(folder["out"]);
        StopAt(7, new() { MaximumIterations = 20, ProgressPath = folder["out/progress.json"] });
        File.WriteAllText(folder["out/.foura2a-1.tmp"], "half");
        var stopped = CommandLine.Run(new CancellationToken(canceled: true), Arguments("--max-iterations", "20"));
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("the same command goes on", Assert.Single(stopped.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([folder["out/progress.json"]], Directory.GetFiles(folder["out"]));

        CommandLine.AssertRefused(folder, Arguments("--max-iterations", "21"), "progress.json", "iteration limit", "20", "21");
        Assert.Equal(3, Fit("--max-iterations", "20").ExitCode);
        Assert.Equal(expected, ReadResult().GetProperty("parameters").ToString());
        Assert.Equal([folder["out/result.json"]], Directory.GetFiles(folder["out"]));
        CommandLine.AssertRefused(folder, Arguments("--max-iterations", "20"), "out", "-o");
    }

    [Fact]
    public void InterruptedBeforeTheFirstStep_LeavesNothing()
    {
        var before = folder.Snapshot();
        Assert.Equal(130, CommandLine.Run(new CancellationToken(canceled: true), Arguments()).ExitCode);
        Assert.Equal(before, folder.Snapshot());
    }

    // A one-pole fit at work has nothing in its folder yet, or a file that it is writing.
    [Fact]
    public void FolderOfAnything_IsNotTakenOver()
    {
        Directory.CreateDirectory(folder["out"]);
        CommandLine.AssertRefused(folder, Arguments("--max-iterations", "2"), "out: found an existing file or folder", "-o");
        File.WriteAllText(folder["out/.foura2a-1.tmp"], "half");
        CommandLine.AssertRefused(folder, Arguments("--max-iterations", "2"), "out: found an existing file or folder", "-o");
    }

    [Fact]
    public void FolderOfAnAbortedStart_IsTakenOver_UnlessItsRunGoesOn()
    {
        Directory.CreateDirectory(folder["out"]);
        using (FolderLock.Take(folder["out"], folder["out/.lock"], "fit"))
        {
            var refused = Fit("--max-iterations", "2");
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("out: found another fit at work in it", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        }

        Assert.Equal([folder["out/.lock"]], Directory.GetFiles(folder["out"]));
        Assert.Equal(3, Fit("--max-iterations", "2").ExitCode);
        Assert.Equal([folder["out/result.json"]], Directory.GetFiles(folder["out"]));
    }

    [Theory]
    [InlineData("result.json")]
    [InlineData("progress.json")]
    public void CopyInThePlaceOfAFileOfTheFit_IsRefused(string name)
    {
        CommandLine.AssertRefused(folder, Arguments("--json", folder[$"out/{name}"]), name, "--json");
        Assert.False(Directory.Exists(folder["out"]));
    }

    // Whatever a fit writes can be rendered.
    [Theory]
    [InlineData("fit", "--release-range", "10:20000")]
    [InlineData("compare", "--attack-range", "1:10001")]
    public void RangeBeyondTheLimitsOfTheModel_IsRefused(string verb, string option, string value)
        => CommandLine.AssertRefused(
            folder,
            verb == "fit" ? Arguments(option, value) : ["compare", dry, wet, "-o", folder["out"], "--align", "none", option, value],
            option,
            value,
            "10000",
            "approximate-ballistics");

    [Fact]
    public void Hint_StaysWithinTheLimitsOfTheModel()
    {
        var limits = ParameterLimits.AverageMs;
        Assert.Contains("--release-range 10:10000.", FitReport.TimeHint("release", 2000, 10, 2000, limits), StringComparison.Ordinal);
        Assert.Contains("is that of the model", FitReport.TimeHint("release", 10_000, 10, 10_000, limits), StringComparison.Ordinal);
    }

    private string[] Arguments(params string[] more) => ["fit", dry, wet, "-o", folder["out"], "--model", "approximate-ballistics", "--align", "none", .. more];

    private CommandLineResult Fit(params string[] more) => CommandLine.Run(Arguments(more));

    private void StopAt(int iteration, ApproximateFitOptions options)
    {
        using var files = PairFiles.Open(dry, wet);
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => ApproximatePairFit.Load(files, 0).Fit(options with
        {
            Progress = new Stop(iteration, cancellation),
            Cancellation = cancellation.Token,
        }));
    }

    private JsonElement ReadResult() => JsonDocument.Parse(File.ReadAllText(folder["out/result.json"])).RootElement;

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
