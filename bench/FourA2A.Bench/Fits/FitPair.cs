using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;

namespace FourA2A.Bench.Fits;

/// <summary>
/// A pair of files whose settings are known: 16-bit dry and 24-bit wet file, the wet one delayed by a fraction of a sample, with noise at -80 dB.
/// </summary>
/// <param name="Seconds">Length.</param>
/// <param name="DryPath">Dry file.</param>
/// <param name="WetPath">Wet file.</param>
internal sealed record FitPair(double Seconds, string DryPath, string WetPath)
{
    public const double TrueDelaySamples = -0.4;

    private const double NoiseAmplitude = 1e-4;

    private const int BlockLength = 1 << 16;

    /// <summary>How the fit cuts it.</summary>
    public ChunkLayout Layout => ChunkLayout.ForSignal(BenchSignals.SampleRate, SampleCount);

    /// <summary>Bytes of both files.</summary>
    public long Bytes => new FileInfo(DryPath).Length + new FileInfo(WetPath).Length;

    private long SampleCount => (long)(Seconds * BenchSignals.SampleRate);

    /// <summary>Writes the files into a folder, in blocks.</summary>
    public static FitPair Write(string folder, double seconds)
    {
        string Name(string kind) => Path.Combine(folder, FormattableString.Invariant($"{kind}-{seconds}.wav"));
        var pair = new FitPair(seconds, Name("dry"), Name("wet"));
        pair.Write(Name("uncut"));
        return pair;
    }

    private void Write(string uncutPath)
    {
        var rate = BenchSignals.SampleRate;
        var compressor = new StreamingCompressor(BenchSignals.Parameters, rate);
        var random = new Random(1);
        using (var dry = new WaveFileWriter(DryPath, WaveFormat.Pcm(rate, 1, 16)))
        using (var wet = new WaveFileWriter(uncutPath, WaveFormat.IeeeFloat(rate, 1)))
        {
            ForEachBlock((start, block) =>
            {
                BenchSignals.Dry(start, block);
                dry.WriteSamples(block);
                for (var n = 0; n < block.Length; n++)
                {
                    // What the 16-bit file holds.
                    block[n] = MathF.Round(block[n] * 32768) / 32768;
                }

                compressor.Process(block, block);
                for (var n = 0; n < block.Length; n++)
                {
                    block[n] += (float)(NoiseAmplitude * ((2 * random.NextDouble()) - 1));
                }

                wet.WriteSamples(block);
            });
            dry.Complete();
            wet.Complete();
        }

        using var uncut = new WaveFileSignal(uncutPath);
        var delayed = new FractionalDelaySignal(uncut, -TrueDelaySamples);
        using var delayedFile = new WaveFileWriter(WetPath, WaveFormat.Pcm(rate, 1, 24));
        ForEachBlock((start, block) =>
        {
            delayed.Read(start, block);
            delayedFile.WriteSamples(block);
        });
        delayedFile.Complete();
    }

    private void ForEachBlock(Action<long, float[]> action)
    {
        for (long start = 0; start < SampleCount; start += BlockLength)
        {
            action(start, new float[(int)Math.Min(BlockLength, SampleCount - start)]);
        }
    }
}
