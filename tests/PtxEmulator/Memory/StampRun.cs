using System.Numerics;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Memory;

/// <summary>Stamps of the consecutive granules that a whole warp accesses: a multiple of 32 of them, lane by lane.</summary>
internal static unsafe class StampRun
{
    /// <summary>True if all are below the floor: of the past.</summary>
    public static bool AllBelow(uint* stamps, int count, uint floor)
    {
        var limit = Vector256.Create(floor);
        for (var i = 0; i < count; i += 16)
        {
            var larger = Vector256.Max(Vector256.Load(stamps + i), Vector256.Load(stamps + i + 8));
            if (!Vector256.LessThanAll(larger, limit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True if all have the site of the first.</summary>
    public static bool SameSite(uint* stamps, int count)
    {
        var site = Vector256.Create(*stamps);
        var difference = Vector256<uint>.Zero;
        for (var i = 0; i < count; i += 8)
        {
            difference |= Vector256.Load(stamps + i) ^ site;
        }

        return Vector256.LessThanAll(difference, Vector256.Create(1u << AccessLog.SiteShift));
    }

    /// <summary>True if all are the stamps that <see cref="Write"/> writes.</summary>
    public static bool IsLaneByLane(uint* stamps, int count, int perLane, uint stamp)
    {
        var shift = BitOperations.Log2((uint)perLane);
        var first = Vector256.Create(stamp);
        for (var i = 0; i < count; i += 8)
        {
            if (Vector256.Load(stamps + i) != first + Vector256.ShiftRightLogical(Vector256.Create((uint)i) + Vector256<uint>.Indices, shift))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stamps every lane's granules with its own stamp.</summary>
    public static void Write(uint* stamps, int count, int perLane, uint stamp)
    {
        var shift = BitOperations.Log2((uint)perLane);
        var first = Vector256.Create(stamp);
        for (var i = 0; i < count; i += 8)
        {
            (first + Vector256.ShiftRightLogical(Vector256.Create((uint)i) + Vector256<uint>.Indices, shift)).Store(stamps + i);
        }
    }
}
