using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Newton;
using FourA2A.Simulation;
using FourA2A.Tests.Simulation;

namespace FourA2A.Tests.Experiment;

public sealed class CompressorFitTests
{
    private static readonly CompressorParameters Truth = new(-28, 3.3, 4.5, 140, 2.5);

    private static readonly ArraySignal Dry = RecoveryProblemTests.Excerpt(ShippedRecordings.Load(ShippedRecordings.Loop), 1.5);

    public static TheoryData<HessianKind> Kinds { get; } = new([HessianKind.Fused, HessianKind.GaussNewton]);

    private static FitResult Fit(CompressorParameters truth, FitOptions options, ISignal? wet = null, int? threads = null)
    {
        using var engine = new SimdEngine(threads);
        return CompressorFit.Run(Pair(wet ?? RecoveryProblem.Create("loop", Dry, truth).Wet), engine, options);
    }

    private static DryWetPair Pair(ISignal wet) => new(Dry, wet, "dry", "wet");

    private static FitOptions AtOnce => new() { RefineDelay = false };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_FindsTheSettings(HessianKind kind)
    {
        var problem = RecoveryProblem.Create("loop", Dry, Truth);
        var fit = Fit(Truth, AtOnce with { Hessian = kind });
        Assert.True(fit.Success, fit.StatusReason);
        Assert.True(problem.IsRecovered(fit.Parameters), $"{fit.Parameters}");
        Assert.Equal(0, fit.DelaySamples);
        Assert.Equal(0, fit.Restarts);
        Assert.InRange(fit.RelativeLoss, 0, 1e-11);
        Assert.Equal(fit.Iterations + 1, fit.Records.Length);
        Assert.Equal(UnconstrainedParameters.Names, fit.Uncertainty.Names);
    }

    [Theory]
    [InlineData(0.37, 1)]
    [InlineData(-12.62, -1)]
    public void Run_RefinesTheDelay(double delay, int polarity)
    {
        // The wet signal is late by the delay; the fit starts three tenths of a sample off.
        var problem = RecoveryProblem.Create("loop", Dry, Truth);
        var wet = new FractionalDelaySignal(problem.Wet, -delay, polarity < 0);
        var fit = Fit(Truth, new FitOptions { DelaySamples = delay + 0.3, Polarity = polarity }, wet);
        Assert.True(fit.Success, fit.StatusReason);
        Assert.Equal(delay, fit.DelaySamples, 2e-3);
        Assert.Equal(polarity, fit.Polarity);
        Assert.Equal(Truth.ThresholdDb, fit.Parameters.ThresholdDb, 0.1);
        Assert.Equal(1, fit.Parameters.AttackMs / Truth.AttackMs, 0.02);
        Assert.Equal(CompressorFit.DelayName, fit.Uncertainty.Names[^1]);
        Assert.InRange(fit.Uncertainty.StandardErrors[^1], 1e-9, 1e-2);
    }

    [Fact]
    public void Run_GivesTheSameBitsWithAnyNumberOfThreads()
    {
        var wet = new FractionalDelaySignal(RecoveryProblem.Create("loop", Dry, Truth).Wet, -0.4);
        var one = Fit(Truth, new FitOptions(), wet, 1);
        var three = Fit(Truth, new FitOptions(), wet, 3);
        Assert.Equal(one.Parameters, three.Parameters);
        Assert.Equal(one.DelaySamples, three.DelaySamples);
        Assert.Equal(one.Loss, three.Loss);
        Assert.Equal(one.Evaluations, three.Evaluations);
        Assert.Equal(one.Uncertainty.StandardErrors, three.Uncertainty.StandardErrors);
        Assert.Equal(one.Records.Select(r => r.Step.Loss), three.Records.Select(r => r.Step.Loss));
    }

    [Fact]
    public void Run_SaysWhereNothingIsCompressed()
    {
        var fit = Fit(Truth, AtOnce, Dry);
        Assert.Equal(FitStatus.NotIdentifiable, fit.Status);
        Assert.False(fit.Success);
        Assert.NotEmpty(fit.Uncertainty.NotIdentifiable);
    }

    [Fact]
    public void Run_DoesNotVouchForWhatAFewSamplesShow()
    {
        // A threshold just under the highest peak: the loss vanishes, and rounding decides the ratio.
        var peakDb = 20 * Math.Log10(Dry.Samples.ToArray().Max(Math.Abs));
        var fit = Fit(new(peakDb - 0.2, 12, 30, 50, 0), AtOnce);
        Assert.Equal(FitStatus.NotIdentifiable, fit.Status);
        Assert.Contains(fit.Uncertainty.NotIdentifiable, name => name == "ratio");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_SaysWhereTheUnitGoesBeyondTheRanges(HessianKind kind)
    {
        var narrow = ParameterRanges.Published with { MaximumReleaseMs = 60 };
        var fit = Fit(Truth, AtOnce with { Ranges = narrow, Hessian = kind });
        Assert.Equal(FitStatus.AtRangeEdge, fit.Status);
        Assert.Contains("releaseMs", fit.StatusReason, StringComparison.Ordinal);
        Assert.InRange(fit.Restarts, 1, new FitOptions().MaximumRestarts);
    }

    [Fact]
    public void Run_SaysWhereTheIterationsDidNotSuffice()
    {
        var fit = Fit(Truth, AtOnce with { MaximumIterations = 2, MaximumRestarts = 1 });
        Assert.Equal(FitStatus.NotConverged, fit.Status);
        Assert.Equal(1, fit.Restarts);
    }

    [Fact]
    public void Run_StartsWhereItIsTold()
    {
        var fit = Fit(Truth, AtOnce with { Start = Truth with { ThresholdDb = -28.1 } });
        Assert.True(fit.Success, fit.StatusReason);
        Assert.Equal(-28.1, fit.Records[0].Parameters.ThresholdDb);
        Assert.Equal(Truth.MakeUpDb, fit.Records[0].Parameters.MakeUpDb);
        Assert.InRange(fit.Iterations, 1, 8);
    }

    [Fact]
    public void Run_FindsItsWayFromAStartThatCompressesNothing()
    {
        // No sample reaches the threshold: the first run has no derivative to leave by, to the last bit with this engine.
        var problem = RecoveryProblem.Create("loop", Dry, Truth);
        using var engine = new SerialEngine();
        var fit = CompressorFit.Run(Pair(problem.Wet), engine, AtOnce with { Start = Truth with { ThresholdDb = 30 } });
        Assert.True(fit.Success, fit.StatusReason);
        Assert.True(problem.IsRecovered(fit.Parameters));
        Assert.InRange(fit.Restarts, 1, 2);
    }

    [Fact]
    public void Run_MatchesTheLevelOfThePublishedStart()
    {
        var first = Fit(Truth, AtOnce).Records[0].Parameters;
        Assert.Equal(CompressorParameters.PublishedStart, first with { MakeUpDb = 0 }, new Close());
        var louder = Fit(Truth with { MakeUpDb = Truth.MakeUpDb + 5 }, AtOnce).Records[0].Parameters;
        Assert.Equal(5, louder.MakeUpDb - first.MakeUpDb, 1e-4);
    }

    [Fact]
    public void Run_ReportsEveryStepAndCanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        var progress = new Collector(source, 5);
        Assert.Throws<OperationCanceledException>(
            () => Fit(Truth, AtOnce with { Progress = progress, Cancellation = source.Token }));
        Assert.Equal(5, progress.Records.Count);
    }

    private sealed class Collector(CancellationTokenSource source, int limit) : IProgress<FitRecord>
    {
        public List<FitRecord> Records { get; } = [];

        public void Report(FitRecord value)
        {
            Records.Add(value);
            if (Records.Count == limit)
            {
                source.Cancel();
            }
        }
    }

    private sealed class Close : IEqualityComparer<CompressorParameters>
    {
        public bool Equals(CompressorParameters? x, CompressorParameters? y)
            => x is not null && y is not null
                && Math.Abs(x.ThresholdDb - y.ThresholdDb) < 1e-9 && Math.Abs(x.Ratio - y.Ratio) < 1e-9
                && Math.Abs(x.AttackMs - y.AttackMs) < 1e-9 && Math.Abs(x.ReleaseMs - y.ReleaseMs) < 1e-6;

        public int GetHashCode(CompressorParameters obj) => 0;
    }
}
