using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>What the lanes of a warp do together. Column C holds the member masks.</summary>
internal static unsafe partial class Lanes
{
    public static void Nothing(Warp warp, Instruction instruction, byte* r, uint mask)
    {
    }

    public static void ActiveMask(Warp warp, Instruction instruction, byte* r, uint mask) =>
        Broadcast((uint*)(r + instruction.D), mask, mask);

    public static void SynchronizeWarp(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        CheckMembers(warp, instruction, r, mask);
        warp.PassWarpBarrier();
    }

    /// <summary>
    /// <c>shfl.sync</c>. The operand in <see cref="Instruction.Columns"/> holds the clamp value in bits 0 to 4 and the segment mask in
    /// bits 8 to 12; a lane whose source is out of its segment keeps its own value and its predicate is false.
    /// </summary>
    [MethodImpl(Hot)]
    public static void Shuffle(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        CheckMembers(warp, instruction, r, mask);
        var a = (uint*)(r + instruction.A);
        var values = stackalloc uint[32];
        if (mask == uint.MaxValue && instruction.ShuffleSources is { } sources)
        {
            for (var lane = 0; lane < 32; lane++)
            {
                values[lane] = a[sources[lane]];
            }

            *(uint*)(r + instruction.Q) = (uint)instruction.Immediate;
            Unsafe.CopyBlock(r + instruction.D, values, 128);
            return;
        }

        var b = (uint*)(r + instruction.B);
        var c = (uint*)(r + instruction.Columns[0]);
        var inRange = 0u;
        var missing = 0u;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var source = ShuffleSource(instruction.Shuffle, lane, b[lane], c[lane], out var isInRange);
            inRange |= isInRange ? 1u << lane : 0;
            missing |= (mask >> source & 1) == 0 ? 1u << lane : 0;
            values[lane] = a[source];
        }

        if (missing != 0)
        {
            throw warp.Fault(
                EmulationFault.InactiveShuffle,
                instruction.Line,
                instruction.Text,
                BitOperations.TrailingZeroCount(missing),
                $"reads from a lane that does not take part; those that do are 0x{mask:x8}");
        }

        StorePredicate(r + instruction.Q, inRange, mask);
        var d = (uint*)(r + instruction.D);
        for (var lane = 0; lane < 32; lane += Vector256<uint>.Count)
        {
            Store(d, lane, mask, Vector256.Load(values + lane));
        }
    }

    /// <summary>The lane that a lane reads from: itself where that would be out of its segment.</summary>
    [MethodImpl(Inline)]
    public static int ShuffleSource(ShuffleMode mode, int lane, uint b, uint c, out bool isInRange)
    {
        var offset = (int)(b & 31);
        var segment = (int)(c >> 8 & 31);
        var first = lane & segment;
        var last = first | ((int)(c & 31) & ~segment);
        var source = mode switch
        {
            ShuffleMode.Up => lane - offset,
            ShuffleMode.Down => lane + offset,
            ShuffleMode.Butterfly => lane ^ offset,
            _ => first | (offset & ~segment),
        };
        isInRange = mode == ShuffleMode.Up ? source >= last : source <= last;
        return isInRange ? source : lane;
    }

    public static void Ballot(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        CheckMembers(warp, instruction, r, mask);
        var votes = (*(uint*)(r + instruction.A) ^ instruction.Flip) & mask;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            ((uint*)(r + instruction.D))[lane] = votes & ((uint*)(r + instruction.C))[lane];
        }
    }

    public static void VoteAll(Warp warp, Instruction instruction, byte* r, uint mask) =>
        Vote(warp, instruction, r, mask, (votes, members) => votes == members);

    public static void VoteAny(Warp warp, Instruction instruction, byte* r, uint mask) =>
        Vote(warp, instruction, r, mask, (votes, _) => votes != 0);

    public static void VoteUniform(Warp warp, Instruction instruction, byte* r, uint mask) =>
        Vote(warp, instruction, r, mask, (votes, members) => votes == 0 || votes == members);

    /// <summary>The members that hold the same value.</summary>
    public static void MatchAny<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged, IBinaryInteger<T>
    {
        CheckMembers(warp, instruction, r, mask);
        var values = (T*)(r + instruction.A);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            ((uint*)(r + instruction.D))[lane] = Equals(values, values[lane], mask & ((uint*)(r + instruction.C))[lane]);
        }
    }

    /// <summary>The members if all hold the same value, else 0; whether they do.</summary>
    public static void MatchAll<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged, IBinaryInteger<T>
    {
        CheckMembers(warp, instruction, r, mask);
        var values = (T*)(r + instruction.A);
        var holds = 0u;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var members = mask & ((uint*)(r + instruction.C))[lane];
            var isAll = Equals(values, values[lane], members) == members;
            ((uint*)(r + instruction.D))[lane] = isAll ? members : 0;
            holds |= isAll ? 1u << lane : 0;
        }

        StorePredicate(r + instruction.Q, holds, mask);
    }

    private static uint Equals<T>(T* values, T value, uint members)
        where T : unmanaged, IBinaryInteger<T>
    {
        var same = 0u;
        for (var rest = members; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            same |= values[lane] == value ? 1u << lane : 0;
        }

        return same;
    }

    private static void Vote(Warp warp, Instruction instruction, byte* r, uint mask, Func<uint, uint, bool> decide)
    {
        CheckMembers(warp, instruction, r, mask);
        var votes = *(uint*)(r + instruction.A) ^ instruction.Flip;
        var holds = 0u;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var members = mask & ((uint*)(r + instruction.C))[lane];
            holds |= decide(votes & members, members) ? 1u << lane : 0;
        }

        StorePredicate(r + instruction.D, holds, mask);
    }

    /// <summary>
    /// All live lanes that a lane names must be here, itself among them, and name the same: a card would wait for the others, or give
    /// what nobody defined.
    /// </summary>
    [MethodImpl(Inline)]
    private static void CheckMembers(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var members = (uint*)(r + instruction.C);
        if (mask == uint.MaxValue)
        {
            var all = Vector512.Load(members)
                & Vector512.Load(members + 16);
            if (all == Vector512<uint>.AllBitsSet)
            {
                return;
            }
        }

        CheckMembersOneByOne(warp, instruction, members, mask);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckMembersOneByOne(Warp warp, Instruction instruction, uint* members, uint mask)
    {
        var differs = 0u;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            differs |= (members[BitOperations.TrailingZeroCount(rest)] & warp.LiveLanes) ^ mask;
        }

        for (var rest = differs == 0 ? 0 : mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var named = members[lane] & warp.LiveLanes;
            var agrees = (named >> lane & 1) != 0 && (named & ~mask) == 0;
            for (var others = named & mask; others != 0 && agrees; others &= others - 1)
            {
                agrees = (members[BitOperations.TrailingZeroCount(others)] & warp.LiveLanes) == named;
            }

            if (!agrees)
            {
                throw warp.Fault(
                    EmulationFault.DivergentShuffle,
                    instruction.Line,
                    instruction.Text,
                    lane,
                    $"names lanes 0x{members[lane]:x8}, but lanes 0x{mask:x8} execute it, and all named must, and name the same");
            }
        }
    }

    private static void Broadcast(uint* d, uint value, uint mask)
    {
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            d[BitOperations.TrailingZeroCount(rest)] = value;
        }
    }
}
