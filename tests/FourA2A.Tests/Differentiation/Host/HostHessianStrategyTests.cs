using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Newton;
using FourA2A.Tests.Engines;

namespace FourA2A.Tests.Differentiation.Host;

public sealed class HostHessianStrategyTests : HessianStrategyTests
{
    protected override Tolerances Tolerance => Tolerances.DoublePrecision;

    [Theory]
    [InlineData(HessianKind.ReverseOverReverse, 15)]
    [InlineData(HessianKind.ForwardOverReverse, 29)]
    [InlineData(HessianKind.ReverseOverForward, 25)]
    [InlineData(HessianKind.ForwardOverForward, 23)]
    public void PeakBytes_AreTheArraysOfEachWorker(HessianKind kind, int arrays)
    {
        var engineCase = EngineCases.Get("3 chunks of 65, warm-up 1, tail 64");
        foreach (var threads in new[] { 1, 2, 7 })
        {
            using var strategy = Create(kind, threads);
            strategy.Upload(engineCase.Batch);
            Assert.Equal(0, strategy.PeakBytes);
            strategy.Evaluate(engineCase.Core);

            // Besides the strategy's, the dry signal and the target. The last chunk has 64 of 65 samples, which shows with a worker of its own.
            var samples = threads switch { 1 => 65, 2 => 2 * 65, _ => (2 * 65) + 65 };
            Assert.Equal(sizeof(double) * (arrays + 2) * samples, strategy.PeakBytes);
        }
    }

    protected override IHessianStrategy Create(HessianKind kind, int maximumThreads) => StagedHessian.Create(kind, new HostStages(maximumThreads));
}
