using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Tests.Chunks;

public sealed class ChunkBatchTests
{
    private const int Rate = 1000;

    // (samples, chunk, warm-up): one chunk, a full group, one over a group, chunks longer than a transposed tile.
    public static TheoryData<int, int, int> Layouts => new()
    {
        { 1, 100, 20 }, { 77, 100, 20 }, { 1300, 100, 20 }, { 1301, 100, 20 }, { 1302, 100, 21 }, { 5000, 2100, 100 }, { 34_000, 1025, 1 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void WriteDry_EveryLaneHoldsItsChunk(int count, int chunkLength, int warmUp)
    {
        var (dry, batch) = Batch(count, chunkLength, warmUp);
        ForEachSample(batch, (chunk, n, at) =>
        {
            var x = dry[batch.Layout.Start(chunk) + n];
            Assert.Equal(x == 0 ? ChunkBatch.SmallestDry : x, batch.Dry(batch.Locate(chunk).Group)[at]);
        });
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void WriteDry_LevelIsLog2OfTheMagnitude(int count, int chunkLength, int warmUp)
    {
        var (dry, batch) = Batch(count, chunkLength, warmUp);
        ForEachSample(batch, (chunk, n, at) =>
        {
            var x = dry[batch.Layout.Start(chunk) + n];
            var expected = double.Log2(double.Max(double.Abs(x), ModelConstants.LevelFloor));

            // Up to -26.6: one unit in the last place is 1.9e-6.
            Assert.Equal(expected, batch.Level(batch.Locate(chunk).Group)[at], 2e-6);
        });
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void WriteTarget_IsPreEmphasisFromZeroStateInEachChunk(int count, int chunkLength, int warmUp)
    {
        var (wet, batch) = Batch(count, chunkLength, warmUp);
        var filter = default(PreEmphasis);
        var energy = 0.0;
        ForEachSample(batch, (chunk, n, at) =>
        {
            filter = n == 0 ? default : filter;
            var expected = filter.Next(wet[batch.Layout.Start(chunk) + n]);
            energy += n >= batch.Layout.WarmUp ? expected * expected : 0;
            Assert.Equal((float)expected, batch.Target(batch.Locate(chunk).Group)[at]);
        });
        Assert.Equal(energy, batch.TargetEnergy, 1e-12 * energy);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void WriteDry_WhatNoChunkFillsIsSilence(int count, int chunkLength, int warmUp)
    {
        var (_, batch) = Batch(count, chunkLength, warmUp);
        for (var group = 0; group < batch.GroupCount; group++)
        {
            Assert.Equal(batch.PaddedLength * ChunkBatch.Lanes, batch.Dry(group).Length);
            for (var lane = 0; lane < ChunkBatch.Lanes; lane++)
            {
                for (var n = batch.ValidLength(group, lane); n < batch.PaddedLength; n++)
                {
                    var at = (n * ChunkBatch.Lanes) + lane;
                    Assert.Equal(ChunkBatch.SmallestDry, batch.Dry(group)[at]);
                    Assert.Equal((float)double.Log2(ModelConstants.LevelFloor), batch.Level(group)[at], 2e-6f);
                }

                if (lane >= batch.ChunksIn(group))
                {
                    Assert.Equal(0, batch.ValidLength(group, lane));
                }
            }
        }
    }

    [Fact]
    public void WriteTarget_AgainWithAnotherSignal_LeavesNothingOfTheFirst()
    {
        var (samples, batch) = Batch(1300, 100, 20);
        var before = batch.TargetEnergy;
        batch.WriteTarget(new ArraySignal(Array.ConvertAll(samples, sample => 2 * sample), Rate));
        Assert.Equal(4 * before, batch.TargetEnergy, 1e-12 * before);
        batch.WriteTarget(new ArraySignal(new float[samples.Length], Rate));
        Assert.Equal(0, batch.TargetEnergy);
        Assert.Equal(-1, batch.Target(0).IndexOfAnyExcept(0f));
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 99)]
    [InlineData(float.NegativeInfinity, 640)]
    [InlineData(2e6f, 1299)]
    public void Write_SamplesThatAreNotAudio_AreRefused(float value, int position)
    {
        var samples = new float[1300];
        samples[position] = value;
        var signal = new ArraySignal(samples, Rate);
        var batch = new ChunkBatch(Layout(1300, 100, 20));
        Assert.Throws<InvalidDataException>(() => batch.WriteDry(signal));
        Assert.Throws<InvalidDataException>(() => batch.WriteTarget(signal));
    }

    [Theory]
    [InlineData(1299, Rate)]
    [InlineData(1301, Rate)]
    [InlineData(1300, Rate + 1)]
    public void Write_ASignalOfAnotherLayout_IsRefused(int count, int rate)
    {
        var batch = new ChunkBatch(Layout(1300, 100, 20));
        var signal = new ArraySignal(new float[count], rate);
        Assert.Throws<ArgumentException>(() => batch.WriteDry(signal));
        Assert.Throws<ArgumentException>(() => batch.WriteTarget(signal));
    }

    [Fact]
    public void Bytes_IsWhatTheArraysHold()
    {
        var (_, batch) = Batch(1302, 100, 21);
        var values = Enumerable.Range(0, batch.GroupCount)
            .Sum(group => batch.Dry(group).Length + batch.Level(group).Length + batch.Target(group).Length);
        Assert.Equal(sizeof(float) * values, batch.Bytes);
    }

    private static (float[] Samples, ChunkBatch Batch) Batch(int count, int chunkLength, int warmUp)
    {
        var random = new Random(count);
        var samples = new float[count];
        for (var n = 0; n < count; n++)
        {
            // From +20 dB to below the level floor, and some exact zeros.
            samples[n] = n % 7 == 0 ? 0 : (float)(double.Pow(10, 1 - (10 * random.NextDouble())) * (random.Next(2) == 0 ? 1 : -1));
        }

        var signal = new ArraySignal(samples, Rate);
        return (samples, ChunkBatch.FromPair(signal, signal, Layout(count, chunkLength, warmUp)));
    }

    [Fact]
    public void WriteTarget_ReturnsTheEnergyOfTheChange()
    {
        var (samples, batch) = Batch((49 * 80) + 33, 100, 20);
        var energy = batch.TargetEnergy;
        var scaled = new ArraySignal(Array.ConvertAll(samples, sample => 1.5f * sample), Rate);
        Assert.Equal(energy / 4, batch.WriteTarget(scaled), 1e-6 * energy);
        Assert.Equal(0, batch.WriteTarget(scaled));
    }

    [Fact]
    public void Excerpt_IsTheLossOfItsChunks()
    {
        // 49 chunks in 4 groups of 13, 12, 12, 12.
        var (_, batch) = Batch((49 * 80) + 20, 100, 20);
        Assert.Equal(4, batch.GroupCount);
        var excerpt = batch.Excerpt(2);
        Assert.Equal([0, 1, 4, 5, 8, 9], excerpt.Chunks.Take(6));
        Assert.Equal(25, excerpt.Chunks.Count());
        Assert.Equal(25 * 80, excerpt.LossSampleCount);
        Assert.Equal(49 * 80, batch.LossSampleCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Excerpt(5));
    }

    private static void ForEachSample(ChunkBatch batch, Action<int, int, int> action)
    {
        for (var chunk = 0; chunk < batch.Layout.ChunkCount; chunk++)
        {
            var (group, lane) = batch.Locate(chunk);
            Assert.True(lane < batch.ChunksIn(group));
            Assert.Equal(batch.Layout.Length(chunk), batch.ValidLength(group, lane));
            for (var n = 0; n < batch.Layout.Length(chunk); n++)
            {
                action(chunk, n, (n * ChunkBatch.Lanes) + lane);
            }
        }
    }

    private static ChunkLayout Layout(int count, int chunkLength, int warmUp)
        => ChunkLayout.ForSignal(Rate, count, chunkLength / (double)Rate, warmUp / (double)Rate);
}
