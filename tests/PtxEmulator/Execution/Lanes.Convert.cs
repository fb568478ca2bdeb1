using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>Conversions between types.</summary>
internal static unsafe partial class Lanes
{
    /// <summary>
    /// d = op(a), where both registers may be wider than the types: of the source the low bits count, the result is extended by its
    /// sign if it has one.
    /// </summary>
    [MethodImpl(Hot)]
    public static void Convert<TOp, TA, TD>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IMap<TA, TD>
        where TA : unmanaged
        where TD : unmanaged, INumberBase<TD>
    {
        var d = r + instruction.D;
        var a = r + instruction.A;
        var stride = instruction.DestinationStride;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var value = TOp.Apply(*(TA*)(a + (lane * instruction.SourceStride)));
            if (stride == sizeof(TD))
            {
                *(TD*)(d + (lane * sizeof(TD))) = value;
            }
            else
            {
                WriteLow(d + (lane * stride), (ulong)long.CreateTruncating(value), stride);
            }
        }
    }

    /// <summary><c>cvt.u64.u32</c> between registers of these widths.</summary>
    [MethodImpl(Hot)]
    public static void ZeroExtend(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var d = (ulong*)(r + instruction.D);
        var a = (uint*)(r + instruction.A);
        for (var lane = 0; lane < 32; lane += Vector256<uint>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(a + lane));
            Store(d, lane, mask, low);
            Store(d, lane + Vector256<ulong>.Count, mask, high);
        }
    }

    /// <summary><c>mul.wide.u32</c>.</summary>
    [MethodImpl(Hot)]
    public static void WideProduct(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var d = (ulong*)(r + instruction.D);
        var a = (uint*)(r + instruction.A);
        var b = (uint*)(r + instruction.B);
        for (var lane = 0; lane < 32; lane += Vector256<uint>.Count)
        {
            var (firstA, secondA) = Vector256.Widen(Vector256.Load(a + lane));
            var (firstB, secondB) = Vector256.Widen(Vector256.Load(b + lane));
            Store(d, lane, mask, firstA * firstB);
            Store(d, lane + Vector256<ulong>.Count, mask, secondA * secondB);
        }
    }

    /// <summary><c>mul.wide.s32</c>.</summary>
    [MethodImpl(Hot)]
    public static void SignedWideProduct(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var d = (long*)(r + instruction.D);
        var a = (int*)(r + instruction.A);
        var b = (int*)(r + instruction.B);
        for (var lane = 0; lane < 32; lane += Vector256<int>.Count)
        {
            var (firstA, secondA) = Vector256.Widen(Vector256.Load(a + lane));
            var (firstB, secondB) = Vector256.Widen(Vector256.Load(b + lane));
            Store(d, lane, mask, firstA * firstB);
            Store(d, lane + Vector256<long>.Count, mask, secondA * secondB);
        }
    }

    /// <summary><c>cvt.f64.f32</c>.</summary>
    [MethodImpl(Hot)]
    public static void Widen(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var d = (double*)(r + instruction.D);
        var a = (float*)(r + instruction.A);
        for (var lane = 0; lane < 32; lane += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(a + lane));
            Store(d, lane, mask, low);
            Store(d, lane + Vector256<double>.Count, mask, high);
        }
    }

    /// <summary><c>cvt.rn.f32.f64</c>.</summary>
    [MethodImpl(Hot)]
    public static void Narrow(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var d = (float*)(r + instruction.D);
        var a = (double*)(r + instruction.A);
        for (var lane = 0; lane < 32; lane += Vector256<float>.Count)
        {
            var value = Vector256.Narrow(Vector256.Load(a + lane), Vector256.Load(a + lane + Vector256<double>.Count));
            var canonical = Vector256.Create(0x7fffffff).AsSingle();
            Store(d, lane, mask, Vector256.ConditionalSelect(Vector256.Equals(value, value), value, canonical));
        }
    }
}
