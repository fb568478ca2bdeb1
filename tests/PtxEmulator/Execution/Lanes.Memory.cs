using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PtxEmulator.Memory;

namespace PtxEmulator.Execution;

/// <summary>Moves between registers, and between registers and memory.</summary>
internal static unsafe partial class Lanes
{
    /// <summary><c>%clock</c>: instructions that the warp has executed.</summary>
    public static void Clock<T>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            ((T*)(r + instruction.D))[BitOperations.TrailingZeroCount(rest)] = T.CreateTruncating(warp.Clock);
        }
    }

    /// <summary><c>mov</c> of a vector into a register, its first element lowest.</summary>
    [MethodImpl(Hot)]
    public static void Pack<T, TWhole>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
        where TWhole : unmanaged
    {
        var parts = sizeof(TWhole) / sizeof(T);
        var whole = stackalloc T[4];
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            for (var e = 0; e < parts; e++)
            {
                whole[e] = ((T*)(r + instruction.Columns[e]))[lane];
            }

            ((TWhole*)(r + instruction.D))[lane] = *(TWhole*)whole;
        }
    }

    /// <summary><c>mov</c> of a register into a vector.</summary>
    [MethodImpl(Hot)]
    public static void Unpack<T, TWhole>(Warp warp, Instruction instruction, byte* r, uint mask)
        where T : unmanaged
        where TWhole : unmanaged
    {
        var parts = sizeof(TWhole) / sizeof(T);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var whole = ((TWhole*)(r + instruction.A))[lane];
            for (var e = 0; e < parts; e++)
            {
                ((T*)(r + instruction.Columns[e]))[lane] = ((T*)&whole)[e];
            }
        }
    }

    /// <summary><c>mov.b64 d, {low, high}</c>.</summary>
    [MethodImpl(Hot)]
    public static void PackWords(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var d = (ulong*)(r + instruction.D);
        var low = (uint*)(r + instruction.Columns[0]);
        var high = (uint*)(r + instruction.Columns[1]);
        for (var lane = 0; lane < 32; lane += Vector256<uint>.Count)
        {
            var (firstLow, secondLow) = Vector256.Widen(Vector256.Load(low + lane));
            var (firstHigh, secondHigh) = Vector256.Widen(Vector256.Load(high + lane));
            Store(d, lane, mask, firstLow | (firstHigh << 32));
            Store(d, lane + Vector256<ulong>.Count, mask, secondLow | (secondHigh << 32));
        }
    }

    /// <summary><c>mov.b64 {low, high}, a</c>.</summary>
    [MethodImpl(Hot)]
    public static void UnpackWords(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var a = (ulong*)(r + instruction.A);
        var low = (uint*)(r + instruction.Columns[0]);
        var high = (uint*)(r + instruction.Columns[1]);
        for (var lane = 0; lane < 32; lane += Vector256<uint>.Count)
        {
            var first = Vector256.Load(a + lane);
            var second = Vector256.Load(a + lane + Vector256<ulong>.Count);
            Store(low, lane, mask, Vector256.Narrow(first, second));
            Store(high, lane, mask, Vector256.Narrow(first >>> 32, second >>> 32));
        }
    }

    /// <summary>A load of one element that is as wide as its register.</summary>
    [MethodImpl(Hot)]
    public static void LoadOne(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var size = instruction.ElementSize;
        var destination = new Span<byte>(r + instruction.Columns[0], 32 * size);
        warp.Memory.Load(Access(warp, instruction, mask, count: 1), Addresses(instruction, r), destination);
    }

    [MethodImpl(Hot)]
    public static void Load(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var size = instruction.ElementSize;
        var count = instruction.Columns.Length;
        var scratch = r + RegisterLayout.Scratch;
        warp.Memory.Load(
            Access(warp, instruction, mask, count), Addresses(instruction, r), new Span<byte>(scratch, 32 * size * count));
        for (var e = 0; e < count; e++)
        {
            var from = scratch + (32 * size * e);
            var to = r + instruction.Columns[e];
            if (size == instruction.DestinationStride)
            {
                CopyLanes(from, to, size, mask);
                continue;
            }

            for (var rest = mask; rest != 0; rest &= rest - 1)
            {
                var lane = BitOperations.TrailingZeroCount(rest);
                var value = ReadExtended(from + (lane * size), size, instruction.SignExtend);
                WriteLow(to + (lane * instruction.DestinationStride), value, instruction.DestinationStride);
            }
        }
    }

    [MethodImpl(Hot)]
    public static void StoreOne(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var source = new ReadOnlySpan<byte>(r + instruction.Columns[0], 32 * instruction.ElementSize);
        warp.Memory.Store(Access(warp, instruction, mask, count: 1), Addresses(instruction, r), source);
    }

    [MethodImpl(Hot)]
    public static void Store(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var size = instruction.ElementSize;
        var stride = instruction.DestinationStride;
        var count = instruction.Columns.Length;
        var scratch = r + RegisterLayout.Scratch;
        for (var e = 0; e < count; e++)
        {
            var from = r + instruction.Columns[e];
            var to = scratch + (32 * size * e);
            if (size == stride)
            {
                Unsafe.CopyBlock(to, from, (uint)(32 * size));
                continue;
            }

            for (var lane = 0; lane < 32; lane++)
            {
                WriteLow(to + (lane * size), ReadExtended(from + (lane * stride), stride, isSigned: false), size);
            }
        }

        warp.Memory.Store(
            Access(warp, instruction, mask, count), Addresses(instruction, r), new ReadOnlySpan<byte>(scratch, 32 * size * count));
    }

    /// <summary><c>ld.param</c>: a parameter's bytes, at an offset that a register may hold.</summary>
    public static void LoadParameter(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var parameters = warp.Launch.Parameters;
        var size = instruction.ElementSize;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var offset = ((long*)(r + instruction.A))[lane] + instruction.Immediate;
            var bytes = size * instruction.Columns.Length;
            if (offset < 0 || offset + bytes > parameters.Length)
            {
                throw warp.Fault(
                    EmulationFault.OutOfBounds,
                    instruction.Line,
                    instruction.Text,
                    lane,
                    $"reads {bytes} bytes at offset {offset} of {parameters.Length} bytes of parameters");
            }

            if (offset % bytes != 0)
            {
                throw warp.Fault(
                    EmulationFault.Misaligned,
                    instruction.Line,
                    instruction.Text,
                    lane,
                    $"reads {bytes} bytes at offset {offset} of the parameters");
            }

            fixed (byte* from = &parameters[offset])
            {
                for (var e = 0; e < instruction.Columns.Length; e++)
                {
                    var value = ReadExtended(from + (e * size), size, instruction.SignExtend);
                    var to = r + instruction.Columns[e] + (lane * instruction.DestinationStride);
                    WriteLow(to, value, instruction.DestinationStride);
                }
            }
        }
    }

    public static void Atomic(Warp warp, Instruction instruction, byte* r, uint mask)
    {
        var size = instruction.ElementSize;
        var operands = (ulong*)(r + RegisterLayout.Scratch);
        var comparands = operands + 32;
        var old = comparands + 32;
        for (var lane = 0; lane < 32; lane++)
        {
            operands[lane] = ReadExtended(r + instruction.B + (lane * size), size, isSigned: false);
            comparands[lane] = ReadExtended(r + instruction.C + (lane * size), size, isSigned: false);
        }

        warp.Memory.Atomic(
            Access(warp, instruction, mask, count: 1),
            Addresses(instruction, r),
            instruction.Update!,
            new ReadOnlySpan<ulong>(operands, 32),
            new ReadOnlySpan<ulong>(comparands, 32),
            new Span<ulong>(old, 32));
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            WriteLow(r + instruction.D + (lane * size), old[lane], size);
        }
    }

    public static void Fence(Warp warp, Instruction instruction, byte* r, uint mask) =>
        warp.Memory.Fence(Access(warp, instruction, mask, count: 0));

    private static MemoryAccess Access(Warp warp, Instruction instruction, uint mask, int count) =>
        new(
            warp,
            instruction.Line,
            instruction.Text,
            mask,
            instruction.Space,
            instruction.ElementSize,
            count,
            instruction.Order,
            instruction.BlockScope);

    [MethodImpl(Inline)]
    private static ReadOnlySpan<ulong> Addresses(Instruction instruction, byte* r)
    {
        var a = (ulong*)(r + instruction.A);
        if (instruction.SourceStride == 8 && instruction.Immediate == 0)
        {
            return new ReadOnlySpan<ulong>(a, 32);
        }

        var addresses = (ulong*)(r + RegisterLayout.Addresses);
        if (instruction.SourceStride == 8)
        {
            var offset = Vector256.Create((ulong)instruction.Immediate);
            for (var lane = 0; lane < 32; lane += Vector256<ulong>.Count)
            {
                (Vector256.Load(a + lane) + offset).Store(addresses + lane);
            }
        }
        else
        {
            for (var lane = 0; lane < 32; lane++)
            {
                addresses[lane] = ((uint*)a)[lane] + (ulong)instruction.Immediate;
            }
        }

        return new ReadOnlySpan<ulong>(addresses, 32);
    }

    [MethodImpl(Inline)]
    private static void CopyLanes(byte* from, byte* to, int size, uint mask)
    {
        if (mask == uint.MaxValue)
        {
            Unsafe.CopyBlock(to, from, (uint)(32 * size));
            return;
        }

        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest) * size;
            Unsafe.CopyBlockUnaligned(to + lane, from + lane, (uint)size);
        }
    }

    [MethodImpl(Inline)]
    private static ulong ReadExtended(byte* source, int size, bool isSigned) => (size, isSigned) switch
    {
        (1, false) => *source,
        (1, true) => (ulong)*(sbyte*)source,
        (2, false) => *(ushort*)source,
        (2, true) => (ulong)*(short*)source,
        (4, false) => *(uint*)source,
        (4, true) => (ulong)*(int*)source,
        _ => *(ulong*)source,
    };
}
