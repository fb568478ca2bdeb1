using FourA2A.Audio;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Bench;

/// <summary>
/// Signals of any length from the shipped recordings.
/// </summary>
internal static class BenchSignals
{
    private static readonly ArraySignal Guitar = ShippedRecordings.Load(ShippedRecordings.Guitar);

    /// <summary>Settings near those of an LA-2A at peak reduction 80.</summary>
    public static CompressorParameters Parameters { get; } = new(-24, 4, 2.2, 235, 0.3);

    /// <summary>Samples per second.</summary>
    public static int SampleRate => Guitar.SampleRate;

    /// <summary>Samples of a length, to the nearest.</summary>
    public static double SampleCount(double seconds) => Math.Round(seconds * SampleRate);

    /// <summary>
    /// Fills a block with the guitar chord over and over, at another level each time.
    /// </summary>
    public static void Dry(long start, Span<float> destination)
    {
        for (var n = 0; n < destination.Length; n++)
        {
            var (repetition, position) = Math.DivRem(start + n, Guitar.SampleCount);
            destination[n] = Guitar.Samples[(int)position] * (0.2f + (0.08f * (repetition * 7 % 10)));
        }
    }

    /// <summary>
    /// A batch of a number of full chunks with a twelfth of overlap, as published, the target made with settings close to
    /// <see cref="Parameters"/>.
    /// </summary>
    public static ChunkBatch Batch(int chunks, double chunkSeconds = ChunkLayout.DefaultChunkSeconds)
    {
        var overlap = chunkSeconds * ChunkLayout.DefaultOverlapSeconds / ChunkLayout.DefaultChunkSeconds;
        var hop = SampleCount(chunkSeconds) - SampleCount(overlap);
        var dry = new float[(long)((chunks * hop) + SampleCount(overlap))];
        Dry(0, dry);
        var wet = new float[dry.Length];
        var nearby = Parameters with { ThresholdDb = Parameters.ThresholdDb - 1, ReleaseMs = Parameters.ReleaseMs * 0.9 };
        new StreamingCompressor(nearby, SampleRate).Process(dry, wet);
        return ChunkBatch.FromPair(
            new ArraySignal(dry, SampleRate),
            new ArraySignal(wet, SampleRate),
            ChunkLayout.ForSignal(SampleRate, dry.Length, chunkSeconds, overlap));
    }
}
