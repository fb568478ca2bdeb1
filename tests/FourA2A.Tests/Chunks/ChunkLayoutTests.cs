using FourA2A.Chunks;

namespace FourA2A.Tests.Chunks;

public sealed class ChunkLayoutTests
{
    private const int Rate = 1000;

    [Theory]
    [InlineData(100, 20)]
    [InlineData(100, 0)]
    [InlineData(100, 99)]
    [InlineData(7, 3)]
    [InlineData(1, 0)]
    public void ForSignal_EverySampleAfterTheFirstWarmUpIsInOneLoss(int chunkLength, int warmUp)
    {
        for (var count = 1; count < 450; count++)
        {
            var layout = Layout(count, chunkLength, warmUp);
            var uses = new int[count];
            for (var chunk = 0; chunk < layout.ChunkCount; chunk++)
            {
                Assert.InRange(layout.Length(chunk), layout.WarmUp + 1, layout.ChunkLength);
                for (var n = layout.WarmUp; n < layout.Length(chunk); n++)
                {
                    uses[layout.Start(chunk) + n]++;
                }
            }

            Assert.All(uses[..layout.WarmUp], times => Assert.Equal(0, times));
            Assert.All(uses[layout.WarmUp..], times => Assert.Equal(1, times));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    public void ForSignal_NoLongerThanAChunk_IsOneChunkWithoutWarmUp(int count)
    {
        var layout = Layout(count, 100, 20);
        Assert.Equal(1, layout.ChunkCount);
        Assert.Equal(0, layout.WarmUp);
        Assert.Equal(count, layout.ChunkLength);
    }

    [Fact]
    public void ForSignal_PublishedLayout_IsTwelveSecondsEveryEleven()
    {
        var layout = ChunkLayout.ForSignal(44100, 20L * 60 * 44100);
        Assert.Equal(12 * 44100, layout.ChunkLength);
        Assert.Equal(44100, layout.WarmUp);
        Assert.Equal(11 * 44100, layout.Hop);
        Assert.Equal(109, layout.ChunkCount);
        Assert.Equal(44100 + (11 * 44100), layout.Length(108));
    }

    [Fact]
    public void ForSignal_ALongRecordingAtAHighRate_DoesNotOverflow()
    {
        var layout = ChunkLayout.ForSignal(192_000, 10L * 3600 * 192_000);
        var last = layout.ChunkCount - 1;
        Assert.Equal(layout.SampleCount, layout.Start(last) + layout.Length(last));
    }

    [Theory]
    [InlineData(0, 10, 1, 0.5)]
    [InlineData(1000, 0, 1, 0.5)]
    [InlineData(1000, 10, 0, 0)]
    [InlineData(1000, 10, 1, -0.5)]
    [InlineData(1000, 10, 1, 1)]
    public void ForSignal_ImpossibleSizes_AreRefused(int sampleRate, long count, double chunkSeconds, double overlapSeconds)
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => ChunkLayout.ForSignal(sampleRate, count, chunkSeconds, overlapSeconds));

    private static ChunkLayout Layout(int count, int chunkLength, int warmUp)
        => ChunkLayout.ForSignal(Rate, count, chunkLength / (double)Rate, warmUp / (double)Rate);
}
