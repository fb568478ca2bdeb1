using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FourA2A.Compressor;

namespace FourA2A.Chunks;

/// <summary>
/// <see cref="PreEmphasis"/> of the 16 lanes of a group side by side, in double: its pole is close to 1.
/// </summary>
internal struct PreEmphasisLanes
{
    private Vector512<double> lowerMean;
    private Vector512<double> upperMean;
    private Vector512<double> energy;
    private Vector512<double> change;

    /// <summary>Sum of the squares of the filtered samples in the loss.</summary>
    public readonly double Energy => Vector512.Sum(energy);

    /// <summary>Sum of the squares of what was added to the destination by the samples in the loss.</summary>
    public readonly double Change => Vector512.Sum(change);

    /// <summary>
    /// Filters the next samples of all lanes.
    /// </summary>
    /// <param name="tile">16 lanes a sample.</param>
    /// <param name="destination">Receives as many filtered samples; its content before counts for <see cref="Change"/>.</param>
    /// <param name="start">Sample of the lanes that the tile begins with.</param>
    /// <param name="warmUp">Samples of a lane before those in the loss.</param>
    /// <param name="lengths">Samples of each lane; what comes after is not in the loss.</param>
    public void Apply(ReadOnlySpan<float> tile, Span<float> destination, int start, int warmUp, Vector512<int> lengths)
    {
        var input = MemoryMarshal.Cast<float, Vector512<float>>(tile);
        var output = MemoryMarshal.Cast<float, Vector512<float>>(destination);

        // Local copies stay in registers.
        var state = this;
        for (var n = 0; n < input.Length; n++)
        {
            var (lower, upper) = Vector512.Widen(input[n]);
            lower = Next(lower, ref state.lowerMean);
            upper = Next(upper, ref state.upperMean);
            var filtered = Vector512.Narrow(lower, upper);
            if (start + n >= warmUp)
            {
                var (lowerInLoss, upperInLoss) = Vector512.Widen(Vector512.LessThan(Vector512.Create(start + n), lengths));
                lower &= lowerInLoss.AsDouble();
                upper &= upperInLoss.AsDouble();
                state.energy += (lower * lower) + (upper * upper);
                (lower, upper) = Vector512.Widen(filtered - output[n]);
                lower &= lowerInLoss.AsDouble();
                upper &= upperInLoss.AsDouble();
                state.change += (lower * lower) + (upper * upper);
            }

            output[n] = filtered;
        }

        this = state;

        static Vector512<double> Next(Vector512<double> sample, ref Vector512<double> mean)
        {
            var filtered = sample - mean;
            mean += (1 - ModelConstants.PreEmphasisPole) * filtered;
            return filtered;
        }
    }
}
