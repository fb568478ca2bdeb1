using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Engines;
using FourA2A.Objective;
using FourA2A.Tests;
using FourA2A.Tests.Engines;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Engines;

/// <summary>What only an engine on a card has: memory that is kept, gains that are kept, and failures.</summary>
public sealed class CudaEngineTests : IDisposable
{
    private const string ThreeGroups = "33 chunks of 544, warm-up 65, tail 479";

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
        using var engine = Create();
        engine.Upload(batch);
        engine.Evaluate(engineCase.Core, EvaluationOrder.Loss);
        Assert.Equal(6, Launches("arrange"));
        var cold = engine.SweepsUsed;
        var live = card.Live;
        batch.WriteTarget(new ArraySignal(engineCase.Wet, engineCase.Layout.SampleRate));
        engine.Upload(batch);
        EvaluationAssert.Matches(engineCase.Reference, engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian), Tolerances.Card, batch);
        Assert.Equal(9, Launches("arrange"));
        Assert.Equal(live, card.Live);

        // The gains are those of before: one sweep sees that.
        Assert.True(cold > 1);
        Assert.Equal(1, engine.SweepsUsed);
    }

    [Fact]
    public void Upload_RewrittenDrySignal_IsSeen()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        var wet = new ArraySignal(engineCase.Wet, engineCase.Layout.SampleRate);
        var batch = ChunkBatch.FromPair(wet, wet, engineCase.Layout);
        using var engine = Create();
        engine.Upload(batch);
        engine.Evaluate(engineCase.Core, EvaluationOrder.Loss);
        batch.WriteDry(new ArraySignal(engineCase.Dry, engineCase.Layout.SampleRate));
        engine.Upload(batch);
        EvaluationAssert.Matches(engineCase.Reference, engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian), Tolerances.Card, batch);
    }

    [Fact]
    public void Upload_ExcerptAfterItsWhole_IsAnotherBatch()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var engine = Create();
        var losses = new List<double>();
        foreach (var batch in new[] { engineCase.Batch, engineCase.Batch.Excerpt(2), engineCase.Batch })
        {
            engine.Upload(batch);
            losses.Add(engine.Evaluate(engineCase.Core, EvaluationOrder.Loss).Loss);
        }

        Assert.True(losses[1] < losses[0]);
        Assert.Equal(losses[0], losses[2]);
    }

    [Fact]
    public void Evaluate_GainsThatDoNotSettle_AreCaught()
    {
        var engineCase = EngineCases.Get("near the optimum 1");
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var engine = new CudaEngine(context, mostSweeps: 2);
        engine.Upload(engineCase.Batch);
        var exception = Assert.Throws<EngineException>(() => engine.Evaluate(engineCase.Core, EvaluationOrder.Loss));
        Assert.Contains("still move by", exception.Message, StringComparison.Ordinal);
        Assert.Contains("after 2 sweeps", exception.Message, StringComparison.Ordinal);
    }

    // Less than a fifth of a sample: the coefficient is 1 in single precision.
    [Theory]
    [InlineData(1e-3, 100)]
    [InlineData(2, 1e-3)]
    public void Evaluate_ShortestTimes_MatchSerial(double attackMs, double releaseMs)
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        engineCase = engineCase with { Parameters = engineCase.Parameters with { AttackMs = attackMs, ReleaseMs = releaseMs } };
        using var serial = new SerialEngine();
        serial.Upload(engineCase.Batch);
        var expected = serial.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        using var engine = Create();
        engine.Upload(engineCase.Batch);
        EvaluationAssert.Matches(expected, engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian), Tolerances.Card, engineCase.Batch);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(-20, double.NaN)]
    [InlineData(-20, 1000)]
    [InlineData(-20, 700)]
    public void Evaluate_WhatIsNoNumber_IsCaughtAndLeavesNoTrace(double thresholdDb, double makeUpDb)
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var engine = Create();
        engine.Upload(engineCase.Batch);
        var before = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        Assert.Throws<EngineException>(() => engine.Evaluate(engineCase.Core with { ThresholdDb = thresholdDb, MakeUpDb = makeUpDb }, EvaluationOrder.ExactHessian));
        var after = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        Assert.Equal(before.Loss, after.Loss);
        Assert.Equal(before.Hessian, after.Hessian);
    }

    [Theory]
    [InlineData(nameof(DriverTable.LaunchKernel), CudaResult.IllegalAddress, "is lost: cuLaunchKernel failed with code 700")]
    [InlineData(nameof(DriverTable.StreamSynchronize), CudaResult.LaunchTimeout, "is lost: cuStreamSynchronize failed with code 702")]
    [InlineData(nameof(DriverTable.MemsetD8Async), CudaResult.InvalidValue, "failed: cuMemsetD8Async failed with code 1")]
    public void Evaluate_FailingCard_IsOneError(string function, CudaResult result, string words)
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var engine = Create();
        engine.Upload(engineCase.Batch);
        card.FailNext(function, result);
        var exception = Assert.Throws<EngineException>(() => engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian));
        Assert.StartsWith("Emulated card ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.IsType<CudaException>(exception.InnerException);
    }

    [Fact]
    public void Upload_FailingCard_LeavesNoBatch()
    {
        var engineCase = EngineCases.Get(ThreeGroups);
        using var engine = Create();
        engine.Upload(engineCase.Batch);
        card.FailNext(nameof(DriverTable.MemcpyHtoDAsync), CudaResult.InvalidValue, after: 2);
        Assert.Throws<EngineException>(() => engine.Upload(engineCase.Batch));
        Assert.Throws<InvalidOperationException>(() => engine.Evaluate(engineCase.Core, EvaluationOrder.Loss));
        engine.Upload(engineCase.Batch);
        EvaluationAssert.Matches(engineCase.Reference, engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian), Tolerances.Card, engineCase.Batch);
    }

    [Fact]
    public void OnDevice_WhereTheKernelsDoNotLoad_LeavesNothing()
    {
        foreach (var function in new[] { nameof(DriverTable.ModuleLoadDataEx), nameof(DriverTable.ModuleGetFunction), nameof(DriverTable.StreamCreate) })
        {
            card.FailNext(function, CudaResult.OutOfMemory);
            Assert.Throws<CudaException>(Create);
            Assert.Equal(default, card.Live);
        }
    }

    private CudaEngine Create() => CudaEngine.OnDevice(new CudaDriver(card.Table), 0);

    private int Launches(string kernel) => card.Launches.Count(launch => launch.Kernel == kernel);
}
