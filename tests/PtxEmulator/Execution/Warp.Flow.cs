using System.Numerics;
using System.Runtime.CompilerServices;

namespace PtxEmulator.Execution;

internal sealed unsafe partial class Warp
{
    private readonly Stack<Frame> frames = new();
    private byte[]? registers;
    private int position;
    private int reconvergence;
    private uint active;
    private Instruction? barrierInstruction;

    /// <summary>Instructions executed so far: what <c>%clock</c> reads.</summary>
    public long Clock { get; private set; }

    /// <summary>
    /// Executes up to that many instructions; stops early at a barrier and when all lanes have exited.
    /// </summary>
    /// <returns>Instructions executed.</returns>
    /// <exception cref="EmulationException">The program breaks a rule.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Run(int quantum)
    {
        registers ??= Start();
        var code = Launch.Entry.Instructions;
        var counters = Launch.Counters;
        var r = RegisterLayout.Base(registers);
        var executed = 0;
        while (executed < quantum && State == WarpState.Ready)
        {
            var instruction = code[position];
            var mask = active & (*(uint*)(r + instruction.Guard) ^ instruction.GuardFlip);
            executed++;
            Clock++;
            counters.Count(instruction.Class, mask);
            if (instruction.Flow != Flow.Next)
            {
                instruction.Execute(this, instruction, r, mask);
            }
            else
            {
                if (mask != 0)
                {
                    instruction.Execute(this, instruction, r, mask);
                }

                position++;
            }

            while (position == reconvergence)
            {
                Pop();
            }
        }

        if (State == WarpState.Exited)
        {
            Launch.ReturnRegisters(registers);
            registers = null;
        }

        return executed;
    }

    /// <summary><c>bra</c>.</summary>
    public static void Branch(Warp warp, Instruction instruction, byte* r, uint taken) => warp.Branch(instruction, taken);

    /// <summary><c>ret</c>, <c>exit</c>.</summary>
    public static void Exit(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        warp.LiveLanes &= ~mask;
        warp.active &= ~mask;
        warp.position++;
        if (warp.LiveLanes == 0)
        {
            warp.State = WarpState.Exited;
            warp.reconvergence = -1;
        }
        else if (warp.active == 0)
        {
            warp.Pop();
        }
    }

    /// <summary><c>trap</c>.</summary>
    public static void Trap(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        if (mask != 0)
        {
            throw warp.Fault(
                EmulationFault.Trap, instruction.Line, instruction.Text, BitOperations.TrailingZeroCount(mask), "the kernel trapped");
        }

        warp.position++;
    }

    /// <summary><c>bar.sync</c>.</summary>
    public static void Synchronize(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        warp.position++;
        if (mask == 0)
        {
            return;
        }

        var lane = BitOperations.TrailingZeroCount(mask);
        if (mask != warp.LiveLanes)
        {
            throw warp.Fault(
                EmulationFault.DivergentBarrier,
                instruction.Line,
                instruction.Text,
                lane,
                $"lanes 0x{mask:x8} are at the barrier, the warp's other live lanes 0x{warp.LiveLanes & ~mask:x8} are not");
        }

        warp.Barrier = (int)((uint*)(r + instruction.A))[lane];
        warp.BarrierThreads = (int)((uint*)(r + instruction.B))[lane];
        warp.barrierInstruction = instruction;
        warp.State = WarpState.AtBarrier;
    }

    private void Branch(Instruction instruction, uint taken)
    {
        var others = active & ~taken;
        if (taken == 0)
        {
            position++;
            return;
        }

        if (others == 0)
        {
            position = instruction.Target;
            return;
        }

        // Lanes that go straight to the meeting point wait in its frame. A loop that sheds lanes round by round has that frame already:
        // the meeting point is the one that the loop's lanes run towards.
        var meeting = instruction.Reconvergence;
        if (meeting != reconvergence)
        {
            frames.Push(new Frame(meeting, reconvergence, active));
        }

        if (instruction.Target == meeting)
        {
            (position, reconvergence, active) = (position + 1, meeting, others);
            return;
        }

        if (position + 1 != meeting)
        {
            frames.Push(new Frame(position + 1, meeting, others));
        }

        (position, reconvergence, active) = (instruction.Target, meeting, taken);
    }

    private void Pop()
    {
        do
        {
            (position, reconvergence, active) = frames.Pop();
            active &= LiveLanes;
        }
        while (active == 0);
    }

    private byte[] Start()
    {
        active = LiveLanes;
        reconvergence = Launch.Entry.Instructions.Length;
        var file = Launch.TakeRegisters();
        var r = RegisterLayout.Base(file);
        foreach (var (name, offset) in Launch.Entry.Registers.Special)
        {
            var column = (uint*)(r + offset);
            for (var lane = 0; lane < 32; lane++)
            {
                column[lane] = SpecialRegisters.Value(name, this, lane);
            }
        }

        return file;
    }
}
