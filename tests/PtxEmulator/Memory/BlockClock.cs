namespace PtxEmulator.Memory;

/// <summary>Time of a block of a launch, as the order of accesses is told by it.</summary>
internal sealed class BlockClock
{
    public BlockClock(LaunchClock launch, Dim3 index, int firstWarp, int warps)
    {
        Index = index;
        Slot = launch.TakeSlot();
        Warps = [.. Enumerable.Range(0, warps).Select(number => new WarpClock(launch, this, firstWarp + number, number))];
    }

    /// <summary>Position of the block in the grid.</summary>
    public Dim3 Index { get; }

    /// <summary>Slot of <see cref="Epoch"/> in vector clocks: whoever has a larger number there comes after the accesses of that epoch.</summary>
    public int Slot { get; }

    public WarpClock[] Warps { get; }

    /// <summary>Barriers of the whole block passed so far, plus one.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>What all of the block's threads have acquired.</summary>
    public VectorClock Known { get; } = new();

    /// <summary>A barrier of the whole block: everything before it in any warp comes before everything after it.</summary>
    public void PassBarrier()
    {
        Epoch++;
        FenceState.Share(Warps);
        foreach (var warp in Warps)
        {
            warp.YieldTo(Known);
        }
    }

    /// <summary>A barrier of some of a block's warps: what each knows, all know.</summary>
    public static void PassPartialBarrier(IReadOnlyList<WarpClock> warps)
    {
        FenceState.Share(warps);
        var joint = new VectorClock();
        foreach (var warp in warps)
        {
            joint.Join(warp.Publish());
        }

        foreach (var warp in warps)
        {
            warp.Acquire(joint);
        }
    }
}
