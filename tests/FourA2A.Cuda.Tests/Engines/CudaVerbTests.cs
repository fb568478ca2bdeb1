using FourA2A.Bench;
using FourA2A.Bench.Kernels;
using FourA2A.Cuda.Tests.Cards;

namespace FourA2A.Cuda.Tests.Engines;

/// <summary>What <c>bench cuda</c> does on a card, here where nothing it measures means anything.</summary>
public sealed class CudaVerbTests(EmulatedCardFixture card) : IClassFixture<EmulatedCardFixture>
{
    [Fact]
    public void Measure_TimesEveryKernelOfAnEngineThatAgrees()
        => Assert.Null(CudaVerb.Measure(card.Context, new BenchResults("cuda", "", "cuda"), chunkSeconds: 0.02, warmUps: 0, rounds: 1));
}
