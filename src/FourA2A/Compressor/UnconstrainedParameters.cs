using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Compressor;

/// <summary>
/// A point in the coordinates the optimiser moves in, where every real vector is a legal compressor:
/// <c>(CT, u_R, u_at, u_rt, gamma)</c> with <c>R = R_min + (R_max - R_min) sigmoid(u_R)</c> and
/// <c>a = a_min + (a_max - a_min) sigmoid(u)</c>, the ends of <c>a</c> set by the time ranges (the longest time gives
/// <c>a_min</c>). Source: Yu &amp; Fazekas 2025.
/// </summary>
/// <param name="Values">Coordinates in the order of <see cref="Names"/>.</param>
public sealed record UnconstrainedParameters(Vector<double> Values)
{
    /// <summary>Names of the physical parameters behind the coordinates, in order.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["thresholdDb", "ratio", "attackMs", "releaseMs", "makeUpDb"];
}
