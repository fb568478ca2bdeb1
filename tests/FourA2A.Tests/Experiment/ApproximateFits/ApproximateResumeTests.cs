using FourA2A.ApproximateBallistics;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Tests.ApproximateBallistics.Fitting;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Experiment.ApproximateFits;

public sealed class ApproximateResumeTests : IDisposable
{
    private static readonly ApproximateFitOptions Options = new() { MaximumIterations = 230, Patience = 60, Rate = 1e-2 };

    private readonly TemporaryFolder folder = new();
    private readonly PairFiles files;

    public ApproximateResumeTests()
    {
        var dry = LevelSteps.Make(0.3);
        Recordings.Write(folder.File("dry.wav"), dry);
        new ApproximateParameters(-34, 4, 3, 2, 8, 80, 12).CreateProcessor(Recordings.SampleRate).Process(dry, dry);
        Recordings.Write(folder.File("wet.wav"), dry);
        files = PairFiles.Open(folder.File("dry.wav"), folder.File("wet.wav"));
    }

    private string ProgressPath => folder.File("progress.json");

    public void Dispose()
    {
        files.Dispose();
        folder.Dispose();
    }

    // Stopped three times at iterations that nobody chose, and once after the end, before the result was written.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Stopped_GoesOnToTheSameResult(int seed)
    {
        var expected = Result("whole.json", Options);
        var random = new Random(seed);
        for (var (stop, iteration) = (0, 0); stop < 3; stop++)
        {
            iteration += random.Next(1, 70);
            Stop(iteration);
        }

        var kept = Options with { ProgressPath = ProgressPath };
        Assert.Equal(expected, Result("first.json", kept));
        Assert.Equal(expected, Result("second.json", kept));
    }

    [Fact]
    public void StoppedBeforeTheFirstStep_LeavesNothing()
    {
        var options = Options with { ProgressPath = ProgressPath, Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => ApproximatePairFit.Load(files, 0).Fit(options));
        Assert.False(File.Exists(ProgressPath));
    }

    [Fact]
    public void OtherOptionsOrFiles_AreRefused_WithTheirName()
    {
        Stop(5);
        var before = File.ReadAllText(ProgressPath);
        AssertRefused(Options with { Patience = 61 }, 0, "patience: found 60", "expected 61");
        AssertRefused(Options with { MaximumIterations = 40_000 }, 0, "iteration limit");
        AssertRefused(Options with { Seconds = 5 }, 0, "excerpt");
        AssertRefused(Options with { Ranges = ApproximateRanges.Default with { MaximumRatio = 30 } }, 0, "range of ratio: found 1:20", "1:30");
        AssertRefused(Options with { Start = new(-20, 2, 2, 0, 10, 100, 10) }, 0, "start of attackMs: found the published one");
        AssertRefused(Options, 0.25, "delay");
        using var other = PairFiles.Open(folder.File("wet.wav"), folder.File("wet.wav"));
        var exception = Assert.Throws<InputException>(() => ApproximatePairFit.Load(other, 0).Fit(Options with { ProgressPath = ProgressPath }));
        Assert.Contains("dry file: found SHA-256", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(ProgressPath));
    }

    [Fact]
    public void StateOfAnotherVersion_IsRefused()
    {
        Stop(5);
        File.WriteAllText(ProgressPath, File.ReadAllText(ProgressPath).Replace($"\"{FitRecords.ProgramVersion}\"", "\"0.0.1\"", StringComparison.Ordinal));
        AssertRefused(Options, 0, "program version: found 0.0.1");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "asked": {}, "seconds": 1 }""")]
    public void WhatIsNoState_IsRefused(string text)
    {
        File.WriteAllText(ProgressPath, text);
        AssertRefused(Options, 0, "expected the state of a fit", "remove it");
    }

    private void AssertRefused(ApproximateFitOptions options, double delay, params string[] words)
    {
        var exception = Assert.Throws<InputException>(() => ApproximatePairFit.Load(files, delay).Fit(options with { ProgressPath = ProgressPath }));
        Assert.All([ProgressPath, .. words], word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }

    private void Stop(int iteration)
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => ApproximatePairFit.Load(files, 0).Fit(Options with
        {
            ProgressPath = ProgressPath,
            Progress = new At(iteration, cancellation),
            Cancellation = cancellation.Token,
        }));
        Assert.Contains($"\"iteration\": {iteration},", File.ReadAllText(ProgressPath), StringComparison.Ordinal);
    }

    // All but the times.
    private string Result(string name, ApproximateFitOptions options)
    {
        var pair = ApproximatePairFit.Load(files, 0);
        var result = pair.Measure(pair.Fit(options), options);
        ApproximateResultFile.WriteNew(folder.File(name), result with { Seconds = 0, Times = new FitTimes(0, 0, 0) });
        return File.ReadAllText(folder.File(name));
    }

    private sealed class At(int iteration, CancellationTokenSource cancellation) : IProgress<ApproximateFitProgress>
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
