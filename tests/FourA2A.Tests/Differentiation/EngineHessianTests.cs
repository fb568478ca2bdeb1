using FourA2A.Differentiation;
using FourA2A.Engines;
using FourA2A.Newton;
using FourA2A.Tests.Engines;

namespace FourA2A.Tests.Differentiation;

public sealed class EngineHessianTests
{
    [Theory]
    [InlineData(HessianKind.Fused)]
    [InlineData(HessianKind.GaussNewton)]
    public void Evaluate_IsTheEnginesOwn(HessianKind kind)
    {
        var engineCase = EngineCases.Get("17 chunks of 100, warm-up 33, tail 67");
        using var strategy = new EngineHessian(kind, new SerialEngine(2));
        strategy.Upload(engineCase.Batch);
        var found = strategy.Evaluate(engineCase.Core);
        Assert.Equal(kind, strategy.Kind);
        Assert.Equal("serial (double, 2 threads)", strategy.EngineName);
        Assert.Equal(engineCase.Reference.Gradient, found.Gradient);
        Assert.Equal(engineCase.Reference.GaussNewton, found.GaussNewton);
        Assert.Equal(kind == HessianKind.Fused ? engineCase.Reference.Hessian : null, found.Hessian);
    }

    [Fact]
    public void PeakBytes_AreTheEnginesWorkingBytes()
    {
        var engineCase = EngineCases.Get("33 chunks of 97, warm-up 31, tail 33");
        using var serial = new EngineHessian(HessianKind.Fused, new SerialEngine(2));
        using var simd = new EngineHessian(HessianKind.Fused, new SimdEngine(2));
        foreach (var strategy in new[] { serial, simd })
        {
            strategy.Upload(engineCase.Batch);
            strategy.Evaluate(engineCase.Core);
        }

        // Of a chunk: 14 tangents, 20 filtered derivatives and their filters, and the sums: loss, gradient, two triangles.
        Assert.Equal(33 * sizeof(double) * (14 + 20 + 20 + 1 + 5 + 15 + 15), serial.PeakBytes);
        Assert.Equal(2 * SimdEngine.WorkingBytesPerWorker, simd.PeakBytes);
    }

    [Fact]
    public void Create_StagedKind_IsRefused()
    {
        using var engine = new SerialEngine(1);
        foreach (var kind in StagedHessian.Kinds)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new EngineHessian(kind, engine));
        }
    }
}
