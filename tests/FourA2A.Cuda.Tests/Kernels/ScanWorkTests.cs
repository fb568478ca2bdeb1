using FourA2A.Bench.Kernels;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Tests.Cards;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The work that <c>bench scan</c> times, on the emulated card: what runs on a real one has run before.
/// </summary>
public sealed class ScanWorkTests(EmulatedCardFixture card) : IClassFixture<EmulatedCardFixture>
{
    [Fact]
    public void Disagreement_IsNoneForEveryBatch()
    {
        using var work = new ScanWork(card.Context, 2, 5000, 3);
        Assert.Null(work.Disagreement());
    }

    [Fact]
    public void Timings_TakeEveryScanAndTheCopy()
    {
        using var work = new ScanWork(card.Context, 2, 5000, 2);
        using var stream = new CudaStream(card.Context);
        Assert.All(work.Timings(), timing =>
        {
            timing.WarmUp(stream);
            timing.Take(card.Context, stream);
            timing.Take(card.Context, stream);
            Assert.True(timing.Median > 0);
            Assert.InRange(timing.Bytes / (2 * 2 * 5000), 8, 12.1);
        });
    }

    [Fact]
    public void BatchesThatFit_DoFit()
    {
        var batches = ScanWork.BatchesThatFit(card.Context, 16, 529_200);
        Assert.Equal(9, batches);
    }
}
