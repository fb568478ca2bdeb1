using PtxEmulator.Execution;
using PtxEmulator.Memory;

namespace PtxEmulator.Scheduling;

/// <summary>Runs the blocks of a launch in a random interleaving that its seed determines.</summary>
/// <param name="launch">The launch.</param>
/// <param name="memory">Its memory.</param>
/// <param name="sharedMemories">Where blocks get their shared memory.</param>
/// <param name="options">The interleaving.</param>
internal sealed class GridScheduler(LaunchContext launch, LaunchMemory memory, SharedMemoryPool sharedMemories, ScheduleOptions options)
{
    private readonly List<ResidentWarp> ready = [];
    private readonly HashSet<ResidentBlock> resident = [];
    private RandomSequence random = new(options.Seed);
    private long stretch;
    private long progress;

    /// <summary>Runs to the end of all blocks.</summary>
    /// <exception cref="EmulationException">A check failed.</exception>
    public void Run()
    {
        // Blocks start in any order: the programming model promises none.
        var order = random.Permutation((int)launch.Grid.Count);
        var started = 0;
        try
        {
            while (started < order.Length || resident.Count > 0)
            {
                while (started < order.Length && resident.Count < options.ResidentBlocks)
                {
                    Start(order[started++]);
                }

                Turn(order.Length - started);
            }
        }
        finally
        {
            foreach (var block in resident)
            {
                sharedMemories.Return(block.Shared);
            }
        }
    }

    private void Start(int number)
    {
        var block = new ResidentBlock(launch, memory, number, sharedMemories.Take());
        resident.Add(block);
        ready.AddRange(block.Warps);
        stretch++;
    }

    /// <summary>One warp's turn.</summary>
    private void Turn(int notStarted)
    {
        var index = random.Next(ready.Count);
        var turn = ready[index];
        var executed = turn.Warp.Run(1 + random.Next(options.MaxQuantum));
        if (memory.Progress != progress)
        {
            progress = memory.Progress;
            stretch++;
        }

        turn.Count(stretch, executed);
        if (turn.Warp.State == WarpState.Ready)
        {
            if (turn.Executed >= options.Patience && ready.TrueForAll(one => one.Stretch == stretch && one.Executed >= options.Patience))
            {
                throw LiveLock(turn, notStarted);
            }

            return;
        }

        ready[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        ready.AddRange(turn.Block.Arrive(turn));
        if (turn.Block.Live == 0)
        {
            resident.Remove(turn.Block);
            sharedMemories.Return(turn.Block.Shared);
            stretch++;
        }
    }

    private EmulationException LiveLock(ResidentWarp turn, int notStarted)
    {
        var (line, instruction, lane) = turn.Block.Memory.LastRead(turn.Warp.Number);
        return turn.Warp.Fault(
            EmulationFault.LiveLock,
            line,
            instruction ?? "no load yet",
            lane,
            $"spins here: {ready.Count} warps of {resident.Count} resident blocks have executed {options.Patience} instructions each and changed nothing"
                + (notStarted == 0 ? "" : $"; {notStarted} blocks wait for one of these to end before they can start"));
    }
}
