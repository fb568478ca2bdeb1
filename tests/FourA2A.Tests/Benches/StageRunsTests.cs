using FourA2A.Bench;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Stages;
using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Tests.Benches;

/// <summary>What <c>bench ballistics</c> and <c>bench scan</c> do on the processor.</summary>
public sealed class StageRunsTests
{
    private readonly ChunkBatch batch = BenchSignals.Batch(ChunkBatch.Lanes, 0.02);

    [Theory]
    [InlineData(StageRuns.Ballistics)]
    [InlineData(StageRuns.PreEmphasis)]
    public void Disagreement_IsNone(int stage) => Assert.Null(Runs(stage).Disagreement());

    [Fact]
    public void Disagreement_OfSixteenLanesIsNone() => Assert.Null(PreEmphasisLanesWork.Disagreement(batch));

    [Fact]
    public void Works_CountTheBytesOfTheirArrays()
    {
        var samples = batch.Layout.ChunkCount * (double)batch.Layout.ChunkLength;
        Assert.All(BallisticsVerb.OnHost(Runs(StageRuns.Ballistics)), work => Assert.InRange(work.Bytes / samples, 16, 64));
        Assert.All(ScanVerb.OnProcessor(Runs(StageRuns.PreEmphasis), batch), work => Assert.Equal(work.Engine.StartsWith("simd", StringComparison.Ordinal) ? 8 : 16, work.Bytes / samples));
        Assert.All(BallisticsVerb.OnHost(Runs(StageRuns.Ballistics)), work => Assert.True(work.Take() > 0));
    }

    private StageRuns Runs(int stage) => new(batch, CoreParameters.FromPhysical(BenchSignals.Parameters, batch.Layout.SampleRate), stage);
}
