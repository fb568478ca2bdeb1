using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>Bit operations with operands of their own kind.</summary>
internal static unsafe partial class Lanes
{
    /// <summary><c>shl</c> by an amount known beforehand and less than the width.</summary>
    [MethodImpl(Hot)]
    public static void ShiftLeft<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
    {
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            var a = Vector256.Load((T*)(r + instruction.A) + lane);
            Store((T*)(r + instruction.D), lane, mask, a << (int)instruction.Immediate);
        }
    }

    /// <summary><c>shr</c> of unsigned numbers, likewise.</summary>
    [MethodImpl(Hot)]
    public static void ShiftRight<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
    {
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            var a = Vector256.Load((T*)(r + instruction.A) + lane);
            Store((T*)(r + instruction.D), lane, mask, a >>> (int)instruction.Immediate);
        }
    }

    /// <summary><c>shr</c> of signed numbers, likewise.</summary>
    [MethodImpl(Hot)]
    public static void ShiftRightSigned<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
    {
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            var a = Vector256.Load((T*)(r + instruction.A) + lane);
            Store((T*)(r + instruction.D), lane, mask, a >> (int)instruction.Immediate);
        }
    }

    /// <summary><c>bfi</c>: the low bits of the first column go into the second, at the third's position, the fourth's length.</summary>
    public static void Insert<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged, IBinaryInteger<T>
    {
        var width = 8 * sizeof(T);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var from = ((T*)(r + instruction.Columns[0]))[lane];
            var into = ((T*)(r + instruction.Columns[1]))[lane];
            var start = (int)(((uint*)(r + instruction.Columns[2]))[lane] & 0xff);
            var length = (int)(((uint*)(r + instruction.Columns[3]))[lane] & 0xff);
            var field = length >= width ? T.AllBitsSet : (T.One << length) - T.One;
            field = start >= width ? T.Zero : field << start;
            ((T*)(r + instruction.D))[lane] = (into & ~field) | (start >= width ? T.Zero : (from << start) & field);
        }
    }

    /// <summary><c>lop3</c>: bit by bit the table's entry at (a, b, c).</summary>
    public static void LookUp(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var a = ((uint*)(r + instruction.A))[lane];
            var b = ((uint*)(r + instruction.B))[lane];
            var c = ((uint*)(r + instruction.C))[lane];
            var result = 0u;
            for (var entry = 0; entry < 8; entry++)
            {
                if (((instruction.Immediate >> entry) & 1) != 0)
                {
                    result |= ((entry & 4) != 0 ? a : ~a) & ((entry & 2) != 0 ? b : ~b) & ((entry & 1) != 0 ? c : ~c);
                }
            }

            ((uint*)(r + instruction.D))[lane] = result;
        }
    }

    /// <summary>Logic of predicates; the first one is turned by <see cref="Instruction.Immediate"/>.</summary>
    public static void CombinePredicates(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var first = *(uint*)(r + instruction.A) ^ (uint)instruction.Immediate;
        StorePredicate(r + instruction.D, Combine(instruction, r, first), mask);
    }

    [MethodImpl(Inline)]
    private static uint Combine(Instruction instruction, byte* r, uint value)
    {
        var other = *(uint*)(r + instruction.C) ^ instruction.Flip;
        return instruction.Boolean switch
        {
            BooleanOperation.None => value,
            BooleanOperation.And => value & other,
            BooleanOperation.Or => value | other,
            _ => value ^ other,
        };
    }

    [MethodImpl(Inline)]
    private static void StorePredicate(byte* d, uint value, uint mask) => *(uint*)d = (*(uint*)d & ~mask) | (value & mask);
}
