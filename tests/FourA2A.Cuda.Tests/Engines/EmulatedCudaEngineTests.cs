using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Objective;
using FourA2A.Tests;
using FourA2A.Tests.Engines;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Engines;

public sealed class EmulatedCudaEngineTests : EngineTests
{
    private readonly EmulatedCard card = new();

    protected override Tolerances Tolerance => Tolerances.Card;

    protected override IEngine Create(int maximumThreads) => new CudaEngine(new CudaContext(new CudaDriver(card.Table), 0));
}
