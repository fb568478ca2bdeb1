using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Stages;
using FourA2A.Differentiation;
using FourA2A.Newton;
using FourA2A.Objective;
using FourA2A.Tests;
using FourA2A.Tests.Engines;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Stages;

/// <summary>What only stages on a card have: memory that is kept, memory that is missing, and failures.</summary>
public sealed class CudaStagesTests : IDisposable
{
    private const string ThreeGroups = "33 chunks of 97, warm-up 31, tail 33";

    private readonly EmulatedCard card = new();

    public void Dispose()
    {
        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
    }

    [Fact]
    public void Upload_RewrittenTarget_SendsTheTargetAlone()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        var dry = new ArraySignal(engineCase.Dry, engineCase.Layout.SampleRate);
        var batch = ChunkBatch.FromPair(dry, dry, engineCase.Layout);
        using var strategy = Create(card);
        strategy.Upload(batch);
        var live = card.Live;
        batch.WriteTarget(new ArraySignal(engineCase.Wet, engineCase.Layout.SampleRate));

        // A transfer for each group; the next one fails, whenever it comes.
        card.FailNext(nameof(DriverTable.MemcpyHtoDAsync), CudaResult.InvalidValue, after: 3);
        strategy.Upload(batch);
        Assert.Equal(live, card.Live);
        Matches(engineCase, strategy);
        Assert.Throws<EngineException>(() => strategy.Upload(batch));
    }

    [Fact]
    public void Upload_RewrittenDrySignal_IsSeen()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        var wet = new ArraySignal(engineCase.Wet, engineCase.Layout.SampleRate);
        var batch = ChunkBatch.FromPair(wet, wet, engineCase.Layout);
        using var strategy = Create(card);
        strategy.Upload(batch);
        batch.WriteDry(new ArraySignal(engineCase.Dry, engineCase.Layout.SampleRate));
        strategy.Upload(batch);
        Matches(engineCase, strategy);
    }

    [Fact]
    public void PeakBytes_IsThatOfOneGroup()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var strategy = Create(card);
        var peaks = new List<long>();
        foreach (var batch in new[] { engineCase.Batch.Excerpt(1), engineCase.Batch })
        {
            strategy.Upload(batch);
            strategy.Evaluate(engineCase.Core);
            peaks.Add(strategy.PeakBytes);
        }

        // But for the lengths of the other groups' chunks.
        Assert.InRange(peaks[1] - peaks[0], 0, 33 * sizeof(uint));
    }

    [Fact]
    public void Upload_WhereTheAudioDoesNotFit_SaysWhatWasAskedAndIsFree()
    {
        var small = new EmulatedCard(new EmulatedCardOptions { MemoryBytes = 60_000 });
        using (var strategy = Create(small))
        {
            var exception = Assert.Throws<EngineException>(() => strategy.Upload(EngineCases.Get("length 8193").Batch));
            Assert.Matches(@"^Emulated card: found \d\.\d of 0\.1 MB of memory free, expected at least the 0\.1 MB that the audio and the signals between the stages ask for", exception.Message);
            Assert.Throws<InvalidOperationException>(() => strategy.Evaluate(EngineCases.Get("length 8193").Core));
        }

        Assert.Equal(default, small.Live);
        Assert.Empty(small.Misuses);
    }

    [Fact]
    public void Evaluate_WhereTheSignalsDoNotFit_SaysWhatWasAskedAndIsFree()
    {
        var large = EngineCases.Get("length 8193");
        var little = new EmulatedCard(new EmulatedCardOptions { MemoryBytes = 400_000 });
        using (var strategy = Create(little))
        {
            strategy.Upload(large.Batch);
            var exception = Assert.Throws<EngineException>(() => strategy.Evaluate(large.Core));
            Assert.Contains("of memory free, expected at least the 0.", exception.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => strategy.Evaluate(large.Core));

            var small = EngineCases.Get("length 63");
            strategy.Upload(small.Batch);
            Matches(small, strategy);
        }

        Assert.Equal(default, little.Live);
        Assert.Empty(little.Misuses);
    }

    [Fact]
    public void Evaluate_SameBitsWhateverTheSchedule()
    {
        var engineCase = EngineCases.Get("near the optimum 0");
        using var strategy = Create(card);
        strategy.Upload(engineCase.Batch);
        var expected = strategy.Evaluate(engineCase.Core);
        foreach (var quantum in new[] { 1, 13 })
        {
            card.Schedule = card.Schedule with { ResidentBlocks = 3, MaxQuantum = quantum };
            var found = strategy.Evaluate(engineCase.Core);
            Assert.Equal(expected.Loss, found.Loss);
            Assert.Equal(expected.Gradient, found.Gradient);
            Assert.Equal(expected.Hessian, found.Hessian);
        }
    }

    [Fact]
    public void Evaluate_GainsThatAreNoNumbers_AreCaught()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var strategy = Create(card);
        strategy.Upload(engineCase.Batch);
        var exception = Assert.Throws<EngineException>(() => strategy.Evaluate(engineCase.Core with { Slope = -1e5 }));
        Assert.Contains("gains that are no numbers", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Compute on the CPU.", exception.Message, StringComparison.Ordinal);
        Matches(engineCase, strategy);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(-20, double.NaN)]
    [InlineData(-20, 1000)]
    [InlineData(-20, 700)]
    public void Evaluate_WhatIsNoNumber_IsCaughtAndLeavesNoTrace(double thresholdDb, double makeUpDb)
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var strategy = Create(card);
        strategy.Upload(engineCase.Batch);
        var before = strategy.Evaluate(engineCase.Core);
        var exception = Assert.Throws<EngineException>(() => strategy.Evaluate(engineCase.Core with { ThresholdDb = thresholdDb, MakeUpDb = makeUpDb }));
        Assert.Contains($"{nameof(makeUpDb)} = {makeUpDb}", exception.Message, StringComparison.OrdinalIgnoreCase);
        var after = strategy.Evaluate(engineCase.Core);
        Assert.Equal(before.Loss, after.Loss);
        Assert.Equal(before.Gradient, after.Gradient);
        Assert.Equal(before.Hessian, after.Hessian);
    }

    [Theory]
    [InlineData(nameof(DriverTable.MemcpyHtoDAsync))]
    [InlineData(nameof(DriverTable.MemcpyHtoD))]
    [InlineData(nameof(DriverTable.MemAlloc))]
    [InlineData(nameof(DriverTable.MemHostAlloc))]
    [InlineData(nameof(DriverTable.EventCreate))]
    [InlineData(nameof(DriverTable.EventRecord))]
    [InlineData(nameof(DriverTable.EventSynchronize))]
    public void Upload_FailingCard_LeavesNoBatch(string function)
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var strategy = Create(card);
        card.FailNext(function, CudaResult.InvalidValue, after: 1);
        OneError(() => strategy.Upload(engineCase.Batch), function);
        Assert.Throws<InvalidOperationException>(() => strategy.Evaluate(engineCase.Core));
        strategy.Upload(engineCase.Batch);
        Matches(engineCase, strategy);
    }

    [Theory]
    [InlineData(nameof(DriverTable.LaunchKernel))]
    [InlineData(nameof(DriverTable.MemAlloc))]
    [InlineData(nameof(DriverTable.MemsetD8Async))]
    [InlineData(nameof(DriverTable.MemcpyDtoH))]
    public void Evaluate_FailingCall_IsOneErrorAndLeavesNoTrace(string function)
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var strategy = Create(card);
        strategy.Upload(engineCase.Batch);
        card.FailNext(function, CudaResult.InvalidValue, after: 1);
        OneError(() => strategy.Evaluate(engineCase.Core), function);
        Matches(engineCase, strategy);
    }

    [Theory]
    [InlineData(nameof(DriverTable.ModuleLoadDataEx), 3)]
    [InlineData(nameof(DriverTable.ModuleGetFunction), 0)]
    [InlineData(nameof(DriverTable.ModuleGetFunction), 12)]
    [InlineData(nameof(DriverTable.ModuleGetFunction), 15)]
    [InlineData(nameof(DriverTable.ModuleGetGlobal), 2)]
    [InlineData(nameof(DriverTable.MemAlloc), 0)]
    [InlineData(nameof(DriverTable.StreamCreate), 0)]
    public void OnDevice_WhereTheKernelsDoNotLoad_LeavesNothing(string function, int after)
    {
        card.FailNext(function, CudaResult.OutOfMemory, after);
        Assert.Throws<CudaException>(() => CudaStages.OnDevice(new CudaDriver(card.Table), 0));
        Assert.Equal(default, card.Live);
    }

    [Fact]
    public void Evaluate_LostCard_SaysSo()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var strategy = Create(card);
        strategy.Upload(engineCase.Batch);
        card.FailNext(nameof(DriverTable.LaunchKernel), CudaResult.IllegalAddress, after: 30);
        Assert.Contains("is lost", Assert.Throws<EngineException>(() => strategy.Evaluate(engineCase.Core)).Message, StringComparison.Ordinal);
    }

    private static IHessianStrategy Create(EmulatedCard card)
        => CudaHessian.OnDevice(HessianKind.ForwardOverReverse, new CudaDriver(card.Table), 0);

    private static void OneError(Action action, string function)
    {
        var exception = Assert.Throws<EngineException>(action);
        Assert.StartsWith($"Emulated card failed: cu{function}", exception.Message, StringComparison.Ordinal);
        Assert.IsType<CudaException>(exception.InnerException);
    }

    private static void Matches(EngineCase engineCase, IHessianStrategy strategy)
        => EvaluationAssert.Matches(engineCase.Reference, strategy.Evaluate(engineCase.Core), Tolerances.Card, engineCase.Batch);
}
