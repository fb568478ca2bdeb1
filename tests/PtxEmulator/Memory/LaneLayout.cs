using System.Numerics;
using System.Runtime.InteropServices;

namespace PtxEmulator.Memory;

/// <summary>
/// Between elements as they lie in memory, lane after lane, and as a warp holds them: element e of lane l at (32 e + l) times its size.
/// </summary>
internal static unsafe class LaneLayout
{
    /// <summary>From memory, all lanes consecutive.</summary>
    public static void Spread(byte* data, int size, int count, Span<byte> destination)
    {
        if (count == 1)
        {
            new ReadOnlySpan<byte>(data, 32 * size).CopyTo(destination);
            return;
        }

        switch (size)
        {
            case 4:
                Spread((uint*)data, count, MemoryMarshal.Cast<byte, uint>(destination));
                break;
            case 8:
                Spread((ulong*)data, count, MemoryMarshal.Cast<byte, ulong>(destination));
                break;
            default:
                for (var lane = 0; lane < 32; lane++)
                {
                    ToLane(data + (lane * size * count), size, count, lane, destination);
                }

                break;
        }
    }

    /// <summary>Into memory order, all lanes.</summary>
    public static void Collect(ReadOnlySpan<byte> source, int size, int count, Span<byte> data)
    {
        switch (size)
        {
            case 4:
                Collect(MemoryMarshal.Cast<byte, uint>(source), count, MemoryMarshal.Cast<byte, uint>(data));
                break;
            case 8:
                Collect(MemoryMarshal.Cast<byte, ulong>(source), count, MemoryMarshal.Cast<byte, ulong>(data));
                break;
            default:
                for (var lane = 0; lane < 32; lane++)
                {
                    FromLane(source, size, count, lane, data[(lane * size * count)..]);
                }

                break;
        }
    }

    /// <summary>The same elements to all active lanes.</summary>
    public static void Broadcast(byte* data, in MemoryAccess access, Span<byte> destination)
    {
        if (access is { Mask: uint.MaxValue, Size: 4 })
        {
            for (var element = 0; element < access.Count; element++)
            {
                MemoryMarshal.Cast<byte, uint>(destination).Slice(32 * element, 32).Fill(((uint*)data)[element]);
            }

            return;
        }

        for (var rest = access.Mask; rest != 0; rest &= rest - 1)
        {
            ToLane(data, access.Size, access.Count, BitOperations.TrailingZeroCount(rest), destination);
        }
    }

    public static void ToLane(byte* data, int size, int count, int lane, Span<byte> destination)
    {
        for (var element = 0; element < count; element++)
        {
            new ReadOnlySpan<byte>(data + (element * size), size).CopyTo(destination[(((32 * element) + lane) * size)..]);
        }
    }

    public static void FromLane(ReadOnlySpan<byte> source, int size, int count, int lane, Span<byte> data)
    {
        for (var element = 0; element < count; element++)
        {
            source.Slice(((32 * element) + lane) * size, size).CopyTo(data[(element * size)..]);
        }
    }

    private static void Spread<T>(T* data, int count, Span<T> destination)
        where T : unmanaged
    {
        if (count == 4)
        {
            var (e0, e1, e2, e3) = (destination[..32], destination.Slice(32, 32), destination.Slice(64, 32), destination.Slice(96, 32));
            for (var lane = 0; lane < 32; lane++, data += 4)
            {
                (e0[lane], e1[lane], e2[lane], e3[lane]) = (data[0], data[1], data[2], data[3]);
            }
        }
        else
        {
            var (e0, e1) = (destination[..32], destination.Slice(32, 32));
            for (var lane = 0; lane < 32; lane++, data += 2)
            {
                (e0[lane], e1[lane]) = (data[0], data[1]);
            }
        }
    }

    private static void Collect<T>(ReadOnlySpan<T> source, int count, Span<T> data)
        where T : unmanaged
    {
        if (count == 4)
        {
            var (e0, e1, e2, e3) = (source[..32], source.Slice(32, 32), source.Slice(64, 32), source.Slice(96, 32));
            for (var lane = 0; lane < 32; lane++, data = data[4..])
            {
                (data[0], data[1], data[2], data[3]) = (e0[lane], e1[lane], e2[lane], e3[lane]);
            }
        }
        else
        {
            var (e0, e1) = (source[..32], source.Slice(32, 32));
            for (var lane = 0; lane < 32; lane++, data = data[2..])
            {
                (data[0], data[1]) = (e0[lane], e1[lane]);
            }
        }
    }
}
