using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Objective;
using FourA2A.Tests;
using FourA2A.Tests.Engines;

namespace FourA2A.Cuda.Tests.Engines;

public sealed class HardwareCudaEngineTests(HardwareCard card) : EngineTests, IClassFixture<HardwareCard>
{
    protected override Tolerances Tolerance => Tolerances.Card;

    protected override IEngine Create(int maximumThreads) => new CudaEngine(card.Context);
}
