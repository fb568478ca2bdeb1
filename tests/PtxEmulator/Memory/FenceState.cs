namespace PtxEmulator.Memory;

/// <summary>
/// What makes a fence and a strong access a release or an acquire together. The clocks are never changed once they are here.
/// </summary>
/// <param name="Released">Clock at the last fence of device scope: a strong write after it publishes this.</param>
/// <param name="ReleasedInBlock">Clock at the last fence of any scope.</param>
/// <param name="Read">What strong reads have found published by other blocks since the last fence.</param>
/// <param name="ReadInBlock">What they have found published by their own block.</param>
internal readonly record struct FenceState(VectorClock? Released, VectorClock? ReleasedInBlock, VectorClock? Read, VectorClock? ReadInBlock)
{
    /// <summary>
    /// At a barrier all warps get the fences of all: a fence before it and a strong write of another thread after it release
    /// together, as in <c>__threadfence(); __syncthreads(); if (first) atomicAdd(...)</c>, and so do a strong read and a fence.
    /// </summary>
    public static void Share(IReadOnlyList<WarpClock> warps)
    {
        var all = default(FenceState);
        foreach (var warp in warps)
        {
            all = new(
                Join(all.Released, warp.Fence.Released),
                Join(all.ReleasedInBlock, warp.Fence.ReleasedInBlock),
                Join(all.Read, warp.Fence.Read),
                Join(all.ReadInBlock, warp.Fence.ReadInBlock));
        }

        foreach (var warp in warps)
        {
            warp.Fence = all;
        }
    }

    public static VectorClock? Join(VectorClock? a, VectorClock? b)
    {
        if (a is null || b is null || ReferenceEquals(a, b))
        {
            return a ?? b;
        }

        var joint = a.Copy();
        joint.Join(b);
        return joint;
    }
}
