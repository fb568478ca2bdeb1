using System.Numerics;
using System.Runtime.CompilerServices;

namespace PtxEmulator.Execution;

/// <summary>Instructions executed in a launch. One thread runs a launch, so that nothing here is synchronised.</summary>
public sealed class LaunchCounters
{
    private readonly long[] warpInstructions = new long[(int)InstructionClass.Control + 1];
    private readonly long[] laneInstructions = new long[(int)InstructionClass.Control + 1];

    /// <summary>Instructions issued by warps.</summary>
    public long WarpInstructions => warpInstructions.Sum();

    /// <summary>Instructions executed by threads: an issued one counts for every lane that its guard lets through.</summary>
    public long LaneInstructions => laneInstructions.Sum();

    public long WarpInstructionsOf(InstructionClass kind) => warpInstructions[(int)kind];

    public long LaneInstructionsOf(InstructionClass kind) => laneInstructions[(int)kind];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Count(InstructionClass kind, uint mask)
    {
        warpInstructions[(int)kind]++;
        laneInstructions[(int)kind] += BitOperations.PopCount(mask);
    }
}
