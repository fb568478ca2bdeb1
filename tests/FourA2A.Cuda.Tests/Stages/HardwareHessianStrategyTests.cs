using FourA2A.Cuda.Stages;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Differentiation;
using FourA2A.Newton;
using FourA2A.Tests;
using FourA2A.Tests.Differentiation;

namespace FourA2A.Cuda.Tests.Stages;

public sealed class HardwareHessianStrategyTests(HardwareCard card) : HessianStrategyTests, IClassFixture<HardwareCard>
{
    protected override Tolerances Tolerance => Tolerances.Card;

    protected override IHessianStrategy Create(HessianKind kind, int maximumThreads) => CudaHessian.Create(kind, card.Context);
}
