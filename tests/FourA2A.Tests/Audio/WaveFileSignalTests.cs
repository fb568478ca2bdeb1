using FourA2A.Audio;
using FourA2A.Chunks;
using static FourA2A.Tests.Audio.WavBytes;

namespace FourA2A.Tests.Audio;

public sealed class WaveFileSignalTests
{
    private const int Frames = 9001;

    [Theory]
    [InlineData(1, ChannelSelection.Only)]
    [InlineData(1, ChannelSelection.Left)]
    [InlineData(1, ChannelSelection.Right)]
    [InlineData(1, ChannelSelection.Mean)]
    [InlineData(2, ChannelSelection.Left)]
    [InlineData(2, ChannelSelection.Right)]
    [InlineData(2, ChannelSelection.Mean)]
    [InlineData(5, ChannelSelection.Right)]
    [InlineData(5, ChannelSelection.Mean)]
    public void Read_EqualsSelectionInMemory(int channels, ChannelSelection selection)
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, Frames * channels).Select(_ => (short)random.Next(-32768, 32768)).ToArray();
        var mono = new float[Frames];
        for (var n = 0; n < Frames; n++)
        {
            var frame = samples.AsSpan(n * channels, channels).ToArray();
            mono[n] = selection switch
            {
                ChannelSelection.Right when channels > 1 => frame[1] / 32768f,
                ChannelSelection.Mean => frame.Sum(s => s / 32768f) / channels,
                _ => frame[0] / 32768f,
            };
        }

        var expected = new ArraySignal(mono, 44100);
        using var signal = new WaveFileSignal(Open(Format(channels: channels), Chunk("data", Pcm16(samples))), selection);
        Assert.Equal(Frames, signal.SampleCount);
        Assert.Equal(44100, signal.SampleRate);
        for (var trial = 0; trial < 200; trial++)
        {
            var (start, length) = (random.Next(-5000, Frames + 5000), random.Next(12_000));
            var (found, wanted) = (new float[length], new float[length]);
            signal.Read(start, found);
            expected.Read(start, wanted);
            Assert.Equal(wanted, found);
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Read_FarOutsideIsZero(long start)
    {
        using var signal = new WaveFileSignal(Open(Format(channels: 2), Chunk("data", Pcm16(1, 2))), ChannelSelection.Mean);
        var samples = new float[10_000];
        Array.Fill(samples, 1);
        signal.Read(start, samples);
        Assert.All(samples, s => Assert.Equal(0, s));
    }

    [Fact]
    public void Open_OfSeveralChannelsWithoutChoiceNamesTheOption()
    {
        using var folder = new TempFolder();
        var path = folder.Write("stereo.wav", Riff(Format(channels: 2), Chunk("data", Pcm16(1, 2))));
        var exception = Assert.Throws<InputException>(() => new WaveFileSignal(path));
        Assert.Equal($"{path}: found 2 channels, expected one; export one of them, or choose with --channel left|right|mean where a verb has that option.", exception.Message);
    }

    [Fact]
    public void ChunkBatch_OfFileThatShrankIsOneInputError()
    {
        using var folder = new TempFolder();
        var path = folder.Write("take.wav", Riff(Format(), Chunk("data", new byte[400_000])));
        using var signal = new WaveFileSignal(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(50_000);
        }

        Assert.Throws<InputException>(() => ChunkBatch.FromPair(signal, signal));
    }
}
