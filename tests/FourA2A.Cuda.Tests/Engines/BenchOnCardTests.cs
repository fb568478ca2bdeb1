using FourA2A.Bench;
using FourA2A.Bench.Hessians;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Stages;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Objective;

namespace FourA2A.Cuda.Tests.Engines;

/// <summary>What the benches do on a card, here where nothing they measure means anything.</summary>
public sealed class BenchOnCardTests(EmulatedCardFixture emulated) : IClassFixture<EmulatedCardFixture>, IDisposable
{
    private readonly BenchCard card = new(new CudaContext(new CudaDriver(emulated.Emulator.Table), 0), copyBytes: 1 << 16);

    public void Dispose() => card.Dispose();

    [Fact]
    public void Measure_TimesEveryKernelOfAnEngineThatAgrees()
        => Assert.Null(KernelTimesVerb.Measure(card, new BenchResults("kernels-time", "", ""), chunkSeconds: 0.02, seconds: 0, fewestRounds: 1));

    [Fact]
    public void Start_FindsEveryWayOnTheCardToAgree()
    {
        using var bench = new HessianBench();
        Assert.Null(bench.Start(
            [new(ChunkBatch.Lanes, 0.02, [.. HessianWays.Card(card.Context, card.Copy, EvaluationOrder.Gradient, EvaluationOrder.ExactHessian), .. HessianWays.CardStages(card.Context, card.Copy)])]));
        Assert.Equal(6, bench.Works.Count);
        Assert.All(bench.Works, work => Assert.True(work.Take() > 0));
        Assert.All(bench.Works, work => Assert.True(work.MemoryBytes > 0));
    }

    [Fact]
    public void Ballistics_AgreeWithTheHost()
    {
        var batch = BenchSignals.Batch(ChunkBatch.Lanes, 0.02);
        var parameters = CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate);
        using var work = new BallisticsWork(card, new StageRuns(batch, parameters, StageRuns.Ballistics), parameters.SingleSmoother);
        Assert.Null(work.Disagreement());
        Assert.All(work.Works(), rule => Assert.True(rule.Take() > 0));
    }

    [Fact]
    public void Copy_TakesTime() => Assert.True(card.Copy.Take() > 0);
}
