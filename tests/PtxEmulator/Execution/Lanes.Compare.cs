using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PtxEmulator.Memory;

namespace PtxEmulator.Execution;

/// <summary>Comparisons, and choices by predicates.</summary>
internal static unsafe partial class Lanes
{
    /// <summary><c>setp</c>: p from the comparison, q from its opposite, each combined with a predicate.</summary>
    [MethodImpl(Hot)]
    public static void SetPredicate<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
    {
        var holds = Compare<T>(instruction, r) ^ instruction.NegatesComparison;
        var p = Combine(instruction, r, holds);
        var q = Combine(instruction, r, ~holds);
        StorePredicate(r + instruction.D, p, mask);
        StorePredicate(r + instruction.Q, q, mask);
    }

    /// <summary><c>set</c>: <see cref="Instruction.Immediate"/> where the comparison holds, else 0.</summary>
    [MethodImpl(Hot)]
    public static void Set<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
    {
        var holds = Combine(instruction, r, Compare<T>(instruction, r) ^ instruction.NegatesComparison);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            ((uint*)(r + instruction.D))[lane] = (holds >> lane & 1) != 0 ? (uint)instruction.Immediate : 0;
        }
    }

    /// <summary><c>selp</c>: a where the predicate C holds, else b.</summary>
    [MethodImpl(Hot)]
    public static void Select<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
    {
        var choice = *(uint*)(r + instruction.C) ^ instruction.Flip;
        var d = (T*)(r + instruction.D);
        var a = (T*)(r + instruction.A);
        var b = (T*)(r + instruction.B);
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            var value = Vector256.ConditionalSelect(LaneMask<T>(choice, lane), Vector256.Load(a + lane), Vector256.Load(b + lane));
            Store(d, lane, mask, value);
        }
    }

    /// <summary>A predicate from a test of a.</summary>
    public static void Test<TOp, T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IMap<T, bool>
        where T : unmanaged
    {
        var holds = 0u;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            holds |= TOp.Apply(((T*)(r + instruction.A))[lane]) ? 1u << lane : 0;
        }

        StorePredicate(r + instruction.D, holds, mask);
    }

    /// <summary><c>isspacep</c> of shared or global memory. Constants lie in the latter here, so that asking for them is refused.</summary>
    public static void IsInSpace(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var shared = 0u;
        for (var lane = 0; lane < 32; lane++)
        {
            var isShared = ((ulong*)(r + instruction.A))[lane] - AddressWindow.Shared < AddressWindow.SharedSize;
            shared |= isShared ? 1u << lane : 0;
        }

        StorePredicate(r + instruction.D, instruction.Space == StateSpace.Shared ? shared : ~shared, mask);
    }

    [MethodImpl(Inline)]
    private static uint Compare<T>(Instruction instruction, byte* r)
        where T : unmanaged
    {
        var a = (T*)(r + instruction.A);
        var b = (T*)(r + instruction.B);
        var bits = 0u;
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            var x = Vector256.Load(a + lane);
            var y = Vector256.Load(b + lane);
            var holds = instruction.Comparison switch
            {
                Comparison.Equal => Vector256.Equals(x, y),
                Comparison.LessOrGreater => Vector256.LessThan(x, y) | Vector256.GreaterThan(x, y),
                Comparison.Less => Vector256.LessThan(x, y),
                Comparison.LessOrEqual => Vector256.LessThanOrEqual(x, y),
                Comparison.Greater => Vector256.GreaterThan(x, y),
                Comparison.GreaterOrEqual => Vector256.GreaterThanOrEqual(x, y),
                _ => Vector256.Equals(x, x) & Vector256.Equals(y, y),
            };
            bits |= holds.ExtractMostSignificantBits() << lane;
        }

        return bits;
    }
}
