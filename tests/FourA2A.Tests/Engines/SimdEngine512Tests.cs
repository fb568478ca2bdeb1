using FourA2A.Engines;
using FourA2A.Engines.Simd;
using FourA2A.Objective;

namespace FourA2A.Tests.Engines;

public sealed class SimdEngine512Tests() : SimdEngineTests(Width.Vector512)
{
    // What lets a group be halved between threads without a trace in the result.
    [SkippableTheory]
    [InlineData("17 chunks of 100, warm-up 33, tail 67")]
    [InlineData("33 chunks of 544, warm-up 65, tail 479")]
    [InlineData("near the optimum 1")]
    public void Evaluate_SameBitsInEitherWidth(string name)
    {
        var engineCase = EngineCases.Get(name);
        using var wide = Create(1);
        using var narrow = new SimdEngine(SimdWidth.Vector256, 1);
        wide.Upload(engineCase.Batch);
        narrow.Upload(engineCase.Batch);
        var expected = wide.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        var found = narrow.Evaluate(engineCase.Core, EvaluationOrder.ExactHessian);
        Assert.Equal(expected.Loss, found.Loss);
        Assert.Equal(expected.Gradient, found.Gradient);
        Assert.Equal(expected.Hessian, found.Hessian);
    }
}
