using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using FourA2A.Chunks;

namespace FourA2A.Engines.Simd;

/// <summary>
/// Asks for audio before a kernel needs it: the hardware's prefetcher ends at a page, and a page is 64 samples.
/// </summary>
internal static class Prefetch
{
    // Far enough for memory at 25 cycles a sample, near enough that three streams leave the first-level cache to the records:
    // loss and exact Hessian take 27 and 107 cycles a 16-lane sample at 32, 30 and 112 at 16, 34 and 120 at 64, 40 and 109 at 128.
    private const int SamplesAhead = 32;

    /// <summary>Fetches the cache line that holds the 16 lanes 32 samples after <paramref name="sample"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ahead(ref float audio, nuint sample)
    {
        if (Sse.IsSupported)
        {
            // A prefetch does not fault, past the end of an array either; the arrays are pinned.
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref audio, sample + (SamplesAhead * ChunkBatch.Lanes))));
        }
    }
}
