namespace PtxEmulator.Memory;

/// <summary>The blocks of a launch as the order of accesses is told by them; numbered as they start.</summary>
/// <param name="threads">Extent of a block.</param>
internal sealed class LaunchClock(Dim3 threads)
{
    private readonly List<WarpClock> warps = [];
    private readonly int warpsPerBlock = (int)((threads.Count + 31) / 32);
    private int slots;

    public Dim3 Threads { get; } = threads;

    /// <summary>A slot of its own in the launch's vector clocks.</summary>
    public int TakeSlot() => slots++;

    public BlockClock StartBlock(Dim3 index)
    {
        var block = new BlockClock(this, index, warps.Count, warpsPerBlock);
        warps.AddRange(block.Warps);
        return block;
    }

    /// <summary>The warp with a <see cref="WarpClock.Id"/>.</summary>
    public WarpClock Warp(int id) => warps[id];
}
