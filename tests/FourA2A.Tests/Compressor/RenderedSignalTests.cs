using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Tests.Cli;

namespace FourA2A.Tests.Compressor;

public sealed class RenderedSignalTests
{
    private static readonly CompressorParameters Settings = new(-28, 4, 3, 120, 2);

    // Blocks of every size, on from each other, back a little, back beyond what is kept, and over both ends.
    [Fact]
    public void Read_GivesTheRenderedSamples_WhereverTheyLie()
    {
        var dry = Recordings.Bursts(5);
        var expected = new float[dry.Length];
        new StreamingCompressor(Settings, Recordings.SampleRate).Process(dry, expected);
        var rendered = new RenderedSignal(new ArraySignal(dry, Recordings.SampleRate), Settings);
        Assert.Equal(dry.Length, rendered.SampleCount);
        var all = new ArraySignal(expected, Recordings.SampleRate);
        foreach (var (start, length) in new[] { (0, 1000), (1000, 50_000), (40_000, 20_000), (150_000, 60_000), (100, 10), (-50, 100), (dry.Length - 30, 60), (dry.Length + 5, 10), (0, dry.Length) })
        {
            var (own, other) = (new float[length], new float[length]);
            Array.Fill(own, 9);
            rendered.Read(start, own);
            all.Read(start, other);
            Assert.Equal(other, own);
        }
    }
}
