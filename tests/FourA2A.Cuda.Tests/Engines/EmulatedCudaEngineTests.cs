using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Objective;
using FourA2A.Tests;
using FourA2A.Tests.Engines;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Engines;

public sealed class EmulatedCudaEngineTests : EngineTests, IDisposable
{
    private readonly EmulatedCard card = new();

    public void Dispose()
    {
        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
    }

    protected override Tolerances Tolerance => Tolerances.Card;

    protected override IEngine Create(int maximumThreads) => CudaEngine.OnDevice(new CudaDriver(card.Table), 0);
}
