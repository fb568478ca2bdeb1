using PtxEmulator.Memory;

namespace PtxEmulator.Execution;

/// <summary>
/// 32 threads of a block in lockstep, with their registers and reconvergence stack.
/// </summary>
/// <param name="launch">The launch it belongs to.</param>
/// <param name="threads">Threads it has: 32, or fewer in the last warp of a block.</param>
internal sealed partial class Warp(LaunchContext launch, int threads)
{
    /// <summary>Position of the block in the grid.</summary>
    public required Dim3 BlockIndex { get; init; }

    /// <summary>Linear number of the block in the grid, x fastest.</summary>
    public required int BlockNumber { get; init; }

    /// <summary>Number of the warp in its block.</summary>
    public required int Number { get; init; }

    /// <summary>Memory as the warp's block sees it.</summary>
    public required IBlockMemory Memory { get; init; }

    /// <summary>The launch it belongs to.</summary>
    public LaunchContext Launch { get; } = launch;

    public WarpState State { get; private set; }

    /// <summary>The barrier the warp waits at, while <see cref="State"/> is <see cref="WarpState.AtBarrier"/>.</summary>
    public int Barrier { get; private set; }

    /// <summary>Threads that barrier waits for, as <c>bar.sync a, b</c> says in b; 0 if it says nothing: the whole block.</summary>
    public int BarrierThreads { get; private set; }

    /// <summary>Line of the barrier the warp waits at, for reports.</summary>
    public int Line => barrierInstruction?.Line ?? 0;

    /// <summary>Text of the barrier the warp waits at, for reports.</summary>
    public string Instruction => barrierInstruction?.Text ?? "";

    /// <summary>Lanes that have not exited.</summary>
    public uint LiveLanes { get; private set; } = threads == 32 ? uint.MaxValue : (1u << threads) - 1;

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

    /// <summary>Counts a <c>bar.warp.sync</c>.</summary>
    public void PassWarpBarrier() => WarpSyncEpoch++;

    /// <summary>Position of a lane's thread in the block.</summary>
    public Dim3 ThreadAt(int lane) => Launch.Block.At((32L * Number) + lane);

    /// <summary>The report of a fault in a lane.</summary>
    public EmulationException Fault(EmulationFault fault, int line, string instruction, int lane, string what) =>
        new(fault, Launch.Entry.Name, line, instruction, BlockIndex, ThreadAt(lane), what);
}
