using FourA2A.Bench.Kernels;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Tests.Cards;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The work that <c>bench scan</c> times, on the emulated card: what runs on a real one has run before.
/// </summary>
public sealed class ScanWorkTests(EmulatedCardFixture emulated) : IClassFixture<EmulatedCardFixture>, IDisposable
{
    private readonly BenchCard card = new(new CudaContext(new CudaDriver(emulated.Emulator.Table), 0), copyBytes: 1 << 16);

    public void Dispose() => card.Dispose();

    [Fact]
    public void Disagreement_IsNoneForEveryBatch()
    {
        using var work = new ScanWork(card, 2, 5000, 3);
        Assert.Null(work.Disagreement());
    }

    [Fact]
    public void Works_AreAllScans()
    {
        using var work = new ScanWork(card, 2, 5000, 2);
        Assert.Equal(6, work.Works().Count);
        Assert.All(work.Works(), scan =>
        {
            Assert.True(scan.Take() > 0);
            Assert.InRange(scan.Bytes / scan.Shape.Samples, 8, 12);
            Assert.Equal(2 * 2 * 5000, scan.Shape.Samples);
        });
    }

    [Fact]
    public void BatchesThatFit_DoFit()
    {
        var batches = ScanWork.BatchesThatFit(card.Context, 16, 529_200);
        Assert.Equal(9, batches);
    }
}
