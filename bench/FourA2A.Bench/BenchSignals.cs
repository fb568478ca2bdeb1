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
    /// <summary>Settings near those of an LA-2A at peak reduction 80.</summary>
    public static CompressorParameters Parameters { get; } = new(-24, 4, 2.2, 235, 0.3);

    /// <summary>
    /// A shipped loop over and over, at another level each time, and the same compressed with settings close to
    /// <see cref="Parameters"/>.
    /// </summary>
    public static (ArraySignal Dry, ArraySignal Wet) Pair(double seconds)
    {
        var loop = ShippedRecordings.Load(ShippedRecordings.Loop);
        var dry = new float[(long)(seconds * loop.SampleRate)];
        for (var n = 0; n < dry.Length; n++)
        {
            var repetition = n / loop.Samples.Length;
            dry[n] = loop.Samples[n % loop.Samples.Length] * (0.3f + (0.07f * (repetition * 7 % 10)));
        }

        var wet = new float[dry.Length];
        new StreamingCompressor(
            Parameters with { ThresholdDb = Parameters.ThresholdDb - 1, ReleaseMs = Parameters.ReleaseMs * 0.9 }, loop.SampleRate)
            .Process(dry, wet);
        return (new ArraySignal(dry, loop.SampleRate), new ArraySignal(wet, loop.SampleRate));
    }

    /// <summary>A batch of a number of full chunks of the published length.</summary>
    public static ChunkBatch Batch(int chunks)
    {
        var (dry, wet) = Pair((chunks * (ChunkLayout.DefaultChunkSeconds - ChunkLayout.DefaultOverlapSeconds)) + ChunkLayout.DefaultOverlapSeconds);
        return ChunkBatch.FromPair(dry, wet);
    }
}
