using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FourA2A.Compressor;

/// <summary>
/// Level and gain computer of a block at once, in nepers: <c>f = exp(min(0, s (k CT - ln max(|x|, 1e-8))))</c>, which is
/// <see cref="Level"/>, <see cref="GainComputer"/> and <see cref="Decibels"/> without the detour over decibels.
/// </summary>
/// <remarks>
/// Every element is computed by the same vector instructions whatever its place, so that a gain does not depend on how
/// a stream is cut into blocks.
/// </remarks>
internal readonly struct StaticCurve(double thresholdDb, double slope)
{
    /// <summary>The length of a block is a multiple of this.</summary>
    public const int Granularity = 8;

    private readonly double threshold = ModelConstants.NepersPerDecibel * thresholdDb;
    private readonly double slope = slope;

    /// <summary>
    /// Replaces magnitudes |x| by gains f of the static curve.
    /// </summary>
    /// <param name="values">Finite magnitudes; a multiple of <see cref="Granularity"/> of them.</param>
    public void Apply(Span<double> values)
    {
        var floor = Vector512.Create(ModelConstants.LevelFloor);
        var thresholds = Vector512.Create(threshold);
        var slopes = Vector512.Create(slope);
        foreach (ref var value in MemoryMarshal.Cast<double, Vector512<double>>(values))
        {
            var reduction = slopes * (thresholds - Vector512.Log(Vector512.MaxNative(value, floor)));
            value = Vector512.Exp(Vector512.MinNative(reduction, Vector512<double>.Zero));
        }
    }
}
