using System.Globalization;
using System.Runtime.Intrinsics;
using FourA2A.Bench.Rows;
using FourA2A.Chunks;

namespace FourA2A.Bench.Stages;

/// <summary>
/// The pre-emphasis of 16 chunks side by side, as it is applied to the wet signal.
/// </summary>
internal static class PreEmphasisLanesWork
{
    // A result is rounded to float once, from up to twice the input.
    private const double Tolerance = 2.5e-7;

    /// <summary>The work, on the dry signal of the first group.</summary>
    public static BenchWork Of(ChunkBatch batch)
    {
        var shape = BatchShape.Of(batch);
        var result = new float[batch.Dry(0).Length];
        var bytes = 2 * sizeof(float) * shape.Samples;
        return new(
            "simd (16 lanes, 1 thread)", "pre-emphasis", shape, sizeof(float) * shape.Samples, bytes, Bound.ProcessorCopy(1), bytes,
            () => WallClock.Seconds(() => Apply(batch, result)));
    }

    /// <summary>What is wrong with its result, or null.</summary>
    public static string? Disagreement(ChunkBatch batch)
    {
        var found = new float[batch.Dry(0).Length];
        Apply(batch, found);
        var worst = 0.0;
        for (var lane = 0; lane < batch.ChunksIn(0); lane++)
        {
            var expected = default(FourA2A.Compressor.PreEmphasis);
            for (var n = lane; n < found.Length; n += ChunkBatch.Lanes)
            {
                worst = double.Max(worst, Math.Abs(found[n] - expected.Next(batch.Dry(0)[n])));
            }
        }

        return worst <= Tolerance
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Pre-emphasis of 16 lanes: expected that of one after the other within {Tolerance:E1}, found {worst:E1}");
    }

    private static void Apply(ChunkBatch batch, float[] result)
        => default(PreEmphasisLanes).Apply(batch.Dry(0), result, 0, batch.Layout.WarmUp, Vector512.Create(batch.Layout.ChunkLength));
}
