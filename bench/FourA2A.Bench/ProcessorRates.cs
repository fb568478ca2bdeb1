using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FourA2A.Bench;

/// <summary>
/// Loops whose cost is known, timed beside what is measured, so that cycles and bounds belong to the same run.
/// </summary>
internal static class ProcessorRates
{
    /// <summary>Cycles of one call of <see cref="DependentAdds"/>: an add and an exclusive-or an iteration, each waiting for the one before.</summary>
    public const int DependentAddCycles = 2 * Iterations;

    /// <summary>Multiply-adds of one float in one call of <see cref="MultiplyAdds"/>.</summary>
    public static int MultiplyAddCount => Chains * Iterations * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count);

    private const int Iterations = 200_000;

    // Latency 4 at two a cycle asks for 8 chains.
    private const int Chains = 10;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static long DependentAdds(long x)
    {
        for (long i = 0; i < Iterations; i++)
        {
            x += 3;
            x ^= i;
        }

        return x;
    }

    public static float MultiplyAdds()
        => Vector512.IsHardwareAccelerated ? MultiplyAdds512() : MultiplyAdds256();

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds512()
    {
        var m = Vector512.Create(0.999f);
        var (a, b, c, d, e) = (m, m, m, m, m);
        var (f, g, h, j, k) = (m, m, m, m, m);
        for (var i = 0; i < Iterations; i++)
        {
            a = Vector512.FusedMultiplyAdd(a, m, m);
            b = Vector512.FusedMultiplyAdd(b, m, m);
            c = Vector512.FusedMultiplyAdd(c, m, m);
            d = Vector512.FusedMultiplyAdd(d, m, m);
            e = Vector512.FusedMultiplyAdd(e, m, m);
            f = Vector512.FusedMultiplyAdd(f, m, m);
            g = Vector512.FusedMultiplyAdd(g, m, m);
            h = Vector512.FusedMultiplyAdd(h, m, m);
            j = Vector512.FusedMultiplyAdd(j, m, m);
            k = Vector512.FusedMultiplyAdd(k, m, m);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + j + k);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds256()
    {
        var m = Vector256.Create(0.999f);
        var (a, b, c, d, e) = (m, m, m, m, m);
        var (f, g, h, j, k) = (m, m, m, m, m);
        for (var i = 0; i < Iterations; i++)
        {
            a = Vector256.FusedMultiplyAdd(a, m, m);
            b = Vector256.FusedMultiplyAdd(b, m, m);
            c = Vector256.FusedMultiplyAdd(c, m, m);
            d = Vector256.FusedMultiplyAdd(d, m, m);
            e = Vector256.FusedMultiplyAdd(e, m, m);
            f = Vector256.FusedMultiplyAdd(f, m, m);
            g = Vector256.FusedMultiplyAdd(g, m, m);
            h = Vector256.FusedMultiplyAdd(h, m, m);
            j = Vector256.FusedMultiplyAdd(j, m, m);
            k = Vector256.FusedMultiplyAdd(k, m, m);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + j + k);
    }
}
