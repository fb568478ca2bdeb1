using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Engines;
using FourA2A.Newton;
using FourA2A.Objective;
using FourA2A.Tests.Engines;

namespace FourA2A.Tests.Differentiation;

public sealed class HessianStrategyEngineTests : EngineTests
{
    protected override Tolerances Tolerance => Tolerances.DoublePrecision;

    [Fact]
    public void Evaluate_HessianIsTheStrategysAndTheRestTheEngines()
    {
        var engineCase = EngineCases.Get("33 chunks of 97, warm-up 31, tail 33");
        using var strategy = Staged(1);
        using var simd = new SimdEngine(1);
        using var engine = new HessianStrategyEngine(Staged(1), new SimdEngine(1));
        strategy.Upload(engineCase.Batch);
        simd.Upload(engineCase.Batch);
        engine.Upload(engineCase.Batch);
        var found = engine.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        var rest = simd.Evaluate(engineCase.Core, EvaluationOrder.GaussNewton);
        Assert.Equal(rest.Loss, found.Loss);
        Assert.Equal(rest.Gradient, found.Gradient);
        Assert.Equal(rest.GaussNewton, found.GaussNewton);
        Assert.Equal(strategy.Evaluate(engineCase.Core).Hessian, found.Hessian);
        Assert.Equal(strategy.PeakBytes + simd.WorkingBytes, engine.WorkingBytes);
        Assert.Equal($"{simd.Name}, Hessian reverse-over-reverse by serial (double, 1 thread)", engine.Name);
    }

    [Fact]
    public void Create_StrategyWithoutAHessian_IsRefused()
    {
        using var engine = new SerialEngine(1);
        using var strategy = new EngineHessian(HessianKind.GaussNewton, engine);
        Assert.Throws<ArgumentException>(() => new HessianStrategyEngine(strategy, engine));
    }

    protected override IEngine Create(int maximumThreads) => new HessianStrategyEngine(Staged(maximumThreads), new SerialEngine(maximumThreads));

    private static StagedHessian<double[]> Staged(int threads) => StagedHessian.Create(HessianKind.ReverseOverReverse, new HostStages(threads));
}
