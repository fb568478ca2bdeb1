using System.Numerics;
using PtxEmulator.Execution;
using PtxEmulator.Memory;

namespace PtxEmulator.Scheduling;

/// <summary>A block that runs, with its warps, its shared memory and its barriers.</summary>
internal sealed class ResidentBlock
{
    private readonly List<ResidentWarp> waiting = [];
    private readonly BlockClock clock;

    public ResidentBlock(LaunchContext launch, LaunchMemory memory, int number, MemoryRegion shared)
    {
        var index = launch.Grid.At(number);
        var threads = (int)launch.Block.Count;
        Number = number;
        Shared = shared;
        clock = memory.Clock.StartBlock(index);
        Memory = new BlockMemory(memory, shared, clock);
        Warps = new ResidentWarp[clock.Warps.Length];
        for (var i = 0; i < Warps.Length; i++)
        {
            var warp = new Warp(launch, Math.Min(32, threads - (32 * i))) { BlockIndex = index, BlockNumber = number, Number = i, Memory = Memory };
            Warps[i] = new(this, warp, clock.Warps[i]);
        }

        Live = Warps.Length;
    }

    public int Number { get; }

    public MemoryRegion Shared { get; }

    public BlockMemory Memory { get; }

    public ResidentWarp[] Warps { get; }

    /// <summary>Warps that have not exited.</summary>
    public int Live { get; private set; }

    /// <summary>A warp has come to a barrier, or to its end; returns the warps that may go on now.</summary>
    /// <exception cref="EmulationException">All warps wait, and none may go on.</exception>
    public IReadOnlyList<ResidentWarp> Arrive(ResidentWarp warp)
    {
        if (warp.Warp.State == WarpState.Exited)
        {
            Live--;
        }
        else
        {
            waiting.Add(warp);
        }

        if (waiting.Count < Live && waiting.TrueForAll(one => one.Warp.BarrierThreads == 0))
        {
            return [];
        }

        foreach (var group in waiting.GroupBy(one => one.Warp.Barrier))
        {
            if (IsComplete([.. group]) is { } complete)
            {
                return Pass(complete);
            }
        }

        return waiting.Count < Live || Live == 0 ? [] : throw Deadlock();
    }

    /// <summary>The warps at one barrier if all that it waits for have arrived, else null. Warps that have exited are not waited for.</summary>
    private ResidentWarp[]? IsComplete(ResidentWarp[] arrived)
    {
        // A warp counts in full, even the last of a block that is not a multiple of 32.
        var threads = arrived.Max(one => one.Warp.BarrierThreads);
        return (threads == 0 ? arrived.Length == Live : arrived.Length * 32 >= threads) ? arrived : null;
    }

    private ResidentWarp[] Pass(ResidentWarp[] warps)
    {
        if (warps.Length == Live)
        {
            clock.PassBarrier();
        }
        else
        {
            BlockClock.PassPartialBarrier([.. warps.Select(one => one.Clock)]);
        }

        foreach (var one in warps)
        {
            waiting.Remove(one);
            one.Warp.PassBarrier();
        }

        return warps;
    }

    private EmulationException Deadlock()
    {
        var first = waiting[0].Warp;
        var others = string.Join(", ", waiting.Skip(1).Select(one => $"warp {one.Warp.Number} at barrier {one.Warp.Barrier} in line {one.Warp.Line}"));
        var count = first.BarrierThreads == 0 ? "" : $" for {first.BarrierThreads} threads";
        return first.Fault(
            EmulationFault.BarrierDeadlock,
            first.Line,
            first.Instruction,
            BitOperations.TrailingZeroCount(first.LiveLanes),
            $"waits at barrier {first.Barrier}{count} for ever: {(others.Length == 0 ? "all other warps of the block have exited" : $"of the others {others}")}");
    }
}
