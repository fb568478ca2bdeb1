using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>
/// Applies an operation to the columns of a warp, in the lanes of a mask. Every method here and in the other parts has the signature
/// of <see cref="Instruction.Execute"/>. They are compiled at once at the highest tier: a warp calls them millions of times from its
/// first quantum on.
/// </summary>
internal static unsafe partial class Lanes
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>d = op(a).</summary>
    [MethodImpl(Hot)]
    public static void Unary<TOp, T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IVectorUnary<T>
        where T : unmanaged
    {
        var d = (T*)(r + instruction.D);
        var a = (T*)(r + instruction.A);
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            Store(d, lane, mask, TOp.Apply(Vector256.Load(a + lane)));
        }
    }

    /// <summary>d = op(a, b).</summary>
    [MethodImpl(Hot)]
    public static void Binary<TOp, T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IVectorBinary<T>
        where T : unmanaged
    {
        var d = (T*)(r + instruction.D);
        var a = (T*)(r + instruction.A);
        var b = (T*)(r + instruction.B);
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            Store(d, lane, mask, TOp.Apply(Vector256.Load(a + lane), Vector256.Load(b + lane)));
        }
    }

    /// <summary>d = op(a, b, c).</summary>
    [MethodImpl(Hot)]
    public static void Ternary<TOp, T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IVectorTernary<T>
        where T : unmanaged
    {
        var d = (T*)(r + instruction.D);
        var a = (T*)(r + instruction.A);
        var b = (T*)(r + instruction.B);
        var c = (T*)(r + instruction.C);
        for (var lane = 0; lane < 32; lane += Vector256<T>.Count)
        {
            Store(d, lane, mask, TOp.Apply(Vector256.Load(a + lane), Vector256.Load(b + lane), Vector256.Load(c + lane)));
        }
    }

    /// <summary>d = op(a), lane by lane.</summary>
    [MethodImpl(Hot)]
    public static void Map<TOp, TA, TD>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IMap<TA, TD>
        where TA : unmanaged
        where TD : unmanaged
    {
        var d = (TD*)(r + instruction.D);
        var a = (TA*)(r + instruction.A);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            d[lane] = TOp.Apply(a[lane]);
        }
    }

    /// <summary>d = op(a, b), lane by lane.</summary>
    [MethodImpl(Hot)]
    public static void Map<TOp, TA, TB, TD>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IMap<TA, TB, TD>
        where TA : unmanaged
        where TB : unmanaged
        where TD : unmanaged
    {
        var d = (TD*)(r + instruction.D);
        var a = (TA*)(r + instruction.A);
        var b = (TB*)(r + instruction.B);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            d[lane] = TOp.Apply(a[lane], b[lane]);
        }
    }

    /// <summary>d = op(a, b, c), lane by lane.</summary>
    [MethodImpl(Hot)]
    public static void Map<TOp, TA, TB, TC, TD>(Warp warp, Instruction instruction, byte* r, uint mask)
        where TOp : struct, IMap<TA, TB, TC, TD>
        where TA : unmanaged
        where TB : unmanaged
        where TC : unmanaged
        where TD : unmanaged
    {
        var d = (TD*)(r + instruction.D);
        var a = (TA*)(r + instruction.A);
        var b = (TB*)(r + instruction.B);
        var c = (TC*)(r + instruction.C);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            d[lane] = TOp.Apply(a[lane], b[lane], c[lane]);
        }
    }

    /// <summary>Writes the low bytes of a value.</summary>
    [MethodImpl(Inline)]
    public static void WriteLow(byte* destination, ulong value, int size)
    {
        switch (size)
        {
            case 1:
                *destination = (byte)value;
                break;
            case 2:
                *(ushort*)destination = (ushort)value;
                break;
            case 4:
                *(uint*)destination = (uint)value;
                break;
            default:
                *(ulong*)destination = value;
                break;
        }
    }

    /// <summary>Vector of all-ones in the lanes of the mask, from that lane on.</summary>
    [MethodImpl(Inline)]
    private static Vector256<T> LaneMask<T>(uint mask, int lane)
        where T : unmanaged
    {
        var bits = mask >> lane;
        if (sizeof(T) == 2)
        {
            var bit = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
            return Vector256.Equals(Vector256.Create((ushort)bits) & bit, bit).As<ushort, T>();
        }

        if (sizeof(T) == 4)
        {
            var bit = Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128);
            return Vector256.Equals(Vector256.Create(bits) & bit, bit).As<uint, T>();
        }

        var wide = Vector256.Create(1ul, 2, 4, 8);
        return Vector256.Equals(Vector256.Create((ulong)bits) & wide, wide).As<ulong, T>();
    }

    [MethodImpl(Inline)]
    private static void Store<T>(T* d, int lane, uint mask, Vector256<T> value)
        where T : unmanaged
    {
        if (mask != uint.MaxValue)
        {
            value = Vector256.ConditionalSelect(LaneMask<T>(mask, lane), value, Vector256.Load(d + lane));
        }

        value.Store(d + lane);
    }
}
