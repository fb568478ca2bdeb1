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
    public static void Collect(ReadOnlySpan<byte> source, int size, int count, byte* data)
    {
        switch (size)
        {
            case 4:
                Collect(MemoryMarshal.Cast<byte, uint>(source), count, (uint*)data);
                break;
            case 8:
                Collect(MemoryMarshal.Cast<byte, ulong>(source), count, (ulong*)data);
                break;
            default:
                for (var lane = 0; lane < 32; lane++)
                {
                    FromLane(source, size, count, lane, data + (lane * size * count));
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

    public static void FromLane(ReadOnlySpan<byte> source, int size, int count, int lane, byte* data)
    {
        for (var element = 0; element < count; element++)
        {
            source.Slice(((32 * element) + lane) * size, size).CopyTo(new Span<byte>(data + (element * size), size));
        }
    }

    private static void Spread<T>(T* data, int count, Span<T> destination)
        where T : unmanaged
    {
        fixed (T* first = destination[..(32 * count)])
        {
            var element = first;
            if (count == 4)
            {
                for (var lane = 0; lane < 32; lane++, element++, data += 4)
                {
                    element[0] = data[0];
                    element[32] = data[1];
                    element[64] = data[2];
                    element[96] = data[3];
                }
            }
            else
            {
                for (var lane = 0; lane < 32; lane++, element++, data += 2)
                {
                    element[0] = data[0];
                    element[32] = data[1];
                }
            }
        }
    }

    private static void Collect<T>(ReadOnlySpan<T> source, int count, T* data)
        where T : unmanaged
    {
        fixed (T* first = source[..(32 * count)])
        {
            var element = first;
            if (count == 4)
            {
                for (var lane = 0; lane < 32; lane++, element++, data += 4)
                {
                    data[0] = element[0];
                    data[1] = element[32];
                    data[2] = element[64];
                    data[3] = element[96];
                }
            }
            else
            {
                for (var lane = 0; lane < 32; lane++, element++, data += 2)
                {
                    data[0] = element[0];
                    data[1] = element[32];
                }
            }
        }
    }
}
