using FourA2A.Audio;
using static FourA2A.Tests.Audio.WavBytes;

namespace FourA2A.Tests.Audio;

public sealed class WaveFileReaderTests
{
    public static TheoryData<int, int, byte[], float[]> Encodings { get; } = new()
    {
        { 1, 8, [0, 127, 128, 129, 255], [-1, -1 / 128f, 0, 1 / 128f, 127 / 128f] },
        { 1, 16, [0x00, 0x80, 0xFF, 0xFF, 0, 0, 1, 0, 0xFF, 0x7F], [-1, -1 / 32768f, 0, 1 / 32768f, 32767 / 32768f] },
        {
            1, 24, [0, 0, 0x80, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0, 0xFF, 0xFF, 0x7F, 0x56, 0x34, 0x12],
            [-1, -1 / 8388608f, 0, 1 / 8388608f, 8388607 / 8388608f, 0x123456 / 8388608f]
        },
        {
            1, 32, [0, 0, 0, 0x80, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0x40],
            [-1, -1 / 2147483648f, 1 / 2147483648f, 0.5f]
        },
        { 3, 32, [.. new[] { 0.1f, -2, float.NaN, float.PositiveInfinity }.SelectMany(BitConverter.GetBytes)], [0.1f, -2, float.NaN, float.PositiveInfinity] },
        { 3, 64, [.. new[] { 0.1, -2, double.NaN, 1e300 }.SelectMany(BitConverter.GetBytes)], [0.1f, -2, float.NaN, float.PositiveInfinity] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_DecodesEveryEncodingExactly(int tag, int bits, byte[] data, float[] expected)
    {
        foreach (var format in new[] { Format(tag, 1, 48000, bits), Extensible(tag, 1, 48000, bits) })
        {
            using var reader = Open(format, Chunk("data", data));

            Assert.Equal(new WaveFormat((WaveFormatEncoding)tag, 48000, 1, bits), reader.WaveFormat);
            Assert.Equal(0, reader.MissingFrames);
            Assert.Equal(expected, ReadAll(reader));
        }
    }

    [Fact]
    public void Read_Of16BitsDoesNotDependOnLength()
    {
        var samples = Enumerable.Range(0, 9000).Select(i => (short)((i * 7919) - 32768)).ToArray();
        using var reader = Open(Format(), Chunk("data", Pcm16(samples)));
        for (var length = 0; length < 9000; length = length < 70 ? length + 1 : length + 1111)
        {
            var read = new float[length];
            reader.Read(3, read);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(i + 3 < samples.Length ? samples[i + 3] / 32768f : 0, read[i]);
            }
        }
    }

    [Fact]
    public void Read_OutsideIsZero()
    {
        using var reader = Open(Format(channels: 2), Chunk("data", Pcm16(1, 2, 3, 4, 5, 6)));
        foreach (var start in new[] { long.MinValue, -6, -5, -4, -1, 0, 1, 2, 3, 7, long.MaxValue })
        {
            var read = new float[10];
            Array.Fill(read, 9);
            reader.Read(start, read);
            for (var i = 0; i < read.Length; i++)
            {
                var inside = start is > -6 and < 3 && start + (i / 2) is >= 0 and < 3;
                Assert.Equal(inside ? ((2 * start) + i + 1) / 32768f : 0, read[i]);
            }
        }
    }

    [Fact]
    public void Read_OfPartOfAFrameThrows()
    {
        using var reader = Open(Format(channels: 2), Chunk("data", Pcm16(1, 2)));
        Assert.Throws<ArgumentException>(() => reader.Read(0, new float[3]));
    }

    [Fact]
    public void Open_SkipsUnknownAndOddChunks()
    {
        using var reader = Open(
            Chunk("LIST", [1, 2, 3]), Format(), Chunk("bext", new byte[602]), Chunk("junk", [1]), Chunk("data", Pcm16(5, -5)), Chunk("id3 ", [1, 2, 3]));
        Assert.Equal([5 / 32768f, -5 / 32768f], ReadAll(reader));
        Assert.Equal(0, reader.MissingFrames);
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void Open_TakesLongSizeFromDs64(string id)
    {
        byte[] sizes = [.. U64(1000), .. U64(4), .. U64(2), .. U32(0)];
        byte[] file = Riff(id, "WAVE", Chunk("ds64", sizes), Format(), Chunk("data", uint.MaxValue, Pcm16(1, 2)), Chunk("LIST", [1, 2]));
        using var reader = new WaveFileReader(file, "take.wav");
        Assert.Equal([1 / 32768f, 2 / 32768f], ReadAll(reader));
        Assert.Equal(0, reader.MissingFrames);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void Open_OfUnfinishedHeaderUsesWhatIsThere(uint size)
    {
        using var reader = Open(Format(), Chunk("data", size, Pcm16(1, 2, 3)));
        Assert.Equal(3, reader.FrameCount);
        Assert.Equal(0, reader.MissingFrames);
    }

    [Theory]
    [InlineData(20u, 7, 3)]
    [InlineData(20u, 8, 2)]
    [InlineData(0xFFFFFFF0u, 0x7FFFFFF8 - 3, 3)]
    public void Open_OfTruncatedDataSaysHowMuchIsMissing(uint size, int missing, int present)
    {
        using var reader = Open(Format(), Chunk("data", size, Pcm16([.. Enumerable.Repeat((short)1, present)])));
        Assert.Equal(present, reader.FrameCount);
        Assert.Equal(missing, reader.MissingFrames);
    }

    [Fact]
    public void Open_LeavesOutPartOfAFrame()
    {
        using var reader = Open(Format(channels: 2), Chunk("data", [1, 0, 2, 0, 3]));
        Assert.Equal(1, reader.FrameCount);
    }

    [Fact]
    public void ReadChannels_SeparatesChannels()
    {
        const int frames = 10_000;
        var samples = Enumerable.Range(0, frames * 3).Select(i => (short)i).ToArray();
        using var reader = Open(Format(channels: 3), Chunk("data", Pcm16(samples)));
        var channels = reader.ReadChannels();
        Assert.Equal(3, channels.Length);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(Enumerable.Range(0, frames).Select(n => samples[(3 * n) + c] / 32768f), channels[c]);
        }
    }

    [Theory]
    [InlineData(1, 16, 1)]
    [InlineData(1, 24, 2)]
    [InlineData(3, 32, 2)]
    [InlineData(3, 64, 1)]
    public void Read_ByManyThreadsEqualsSequential(int tag, int bits, int channels)
    {
        const int frames = 50_000;
        var random = new Random(1);
        var data = new byte[frames * channels * bits / 8];
        random.NextBytes(data);
        using var folder = new TempFolder();
        using var reader = new WaveFileReader(folder.Write("take.wav", Riff(Format(tag, channels, 44100, bits), Chunk("data", data))));
        var all = ReadAll(reader);
        var starts = Enumerable.Range(0, 400).Select(_ => random.Next(frames - 1024)).ToArray();
        var equal = new bool[starts.Length];
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var block = new float[1024 * channels];
            reader.Read(starts[i], block);
            equal[i] = block.AsSpan().SequenceEqual(all.AsSpan(starts[i] * channels, block.Length));
        });
        Assert.All(equal, Assert.True);
    }

    [Fact]
    public void Open_OfHugeClaimAllocatesLittle()
    {
        byte[] sizes = [.. U64(long.MaxValue), .. U64(long.MaxValue - 8), .. U64(long.MaxValue), .. U32(uint.MaxValue)];
        byte[] file = Riff("RF64", "WAVE", Chunk("ds64", sizes), Format(), Chunk("data", uint.MaxValue, Pcm16(1, 2, 3)));
        new WaveFileReader(file, "warm up").ReadChannels();
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new WaveFileReader(file, "take.wav");
        var channels = reader.ReadChannels();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096);
        Assert.Equal(3, channels[0].Length);
        Assert.Equal(((long.MaxValue - 8) / 2) - 3, reader.MissingFrames);
    }

    [Fact]
    public void Read_OfFileThatShrankIsInputError()
    {
        using var folder = new TempFolder();
        var path = folder.Write("take.wav", Riff(Format(), Chunk("data", new byte[100_000])));
        using var reader = new WaveFileReader(path);
        SetLength(path, 50_000);
        var exception = Assert.Throws<InputException>(() => reader.ReadChannels());
        Assert.Contains("leave the file alone", exception.Message, StringComparison.Ordinal);

        static void SetLength(string path, long length)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.SetLength(length);
        }
    }
}
