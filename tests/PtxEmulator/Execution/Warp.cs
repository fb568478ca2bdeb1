using PtxEmulator.Memory;

namespace PtxEmulator.Execution;

/// <summary>
/// 32 threads of a block in lockstep, with their registers and reconvergence stack.
/// </summary>
internal sealed partial class Warp
{
    /// <summary>Position of the block in the grid.</summary>
    public required Dim3 BlockIndex { get; init; }

    /// <summary>Linear number of the block in the grid, x fastest.</summary>
    public required int BlockNumber { get; init; }

    /// <summary>Number of the warp in its block.</summary>
    public required int Number { get; init; }

    /// <summary>Memory as the warp's block sees it.</summary>
    public required IBlockMemory Memory { get; init; }

    public WarpState State { get; private set; }

    /// <summary>The barrier the warp waits at, while <see cref="State"/> is <see cref="WarpState.AtBarrier"/>.</summary>
    public int Barrier { get; private set; }

    /// <summary>Barriers passed so far by this warp: what its accesses before and after are ordered by.</summary>
    public int BarrierEpoch { get; private set; }

    /// <summary><c>bar.warp.sync</c> (and the like) passed so far by this warp.</summary>
    public int WarpSyncEpoch { get; private set; }

    /// <summary>Lets a warp that waits at a barrier go on; called by the scheduler when all have arrived.</summary>
    public void PassBarrier()
    {
        BarrierEpoch++;
        State = WarpState.Ready;
    }
}
