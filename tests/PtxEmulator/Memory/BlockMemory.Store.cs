using System.Numerics;

namespace PtxEmulator.Memory;

internal sealed unsafe partial class BlockMemory
{
    /// <summary>Bytes of the widest access of a whole warp.</summary>
    private const int WidestAccess = 32 * 4 * 8;

    public void Store(in MemoryAccess access, ReadOnlySpan<ulong> addresses, ReadOnlySpan<byte> source)
    {
        if (access.Mask == 0)
        {
            return;
        }

        var bytes = access.Size * access.Count;
        if (FindRun(access, addresses, bytes, out var offset) is { IsReadOnly: false } region)
        {
            StoreRun(access, region, offset, bytes, source);
        }
        else
        {
            StoreScattered(access, addresses, bytes, source);
        }
    }

    private void StoreRun(in MemoryAccess access, MemoryRegion region, ulong offset, int bytes, ReadOnlySpan<byte> source)
    {
        var check = Check(region, in access);
        check.WriteRun(region, offset, bytes);
        var data = new Span<byte>(region.Data + offset, 32 * bytes);
        var inMemoryOrder = stackalloc byte[WidestAccess];
        if (access.Count == 1)
        {
            source = source[..data.Length];
        }
        else
        {
            LaneLayout.Collect(source, access.Size, access.Count, inMemoryOrder);
            source = new ReadOnlySpan<byte>(inMemoryOrder, data.Length);
        }

        if (!source.SequenceEqual(data))
        {
            source.CopyTo(data);
            CountChange(access);
        }

        ByteMask.Set(region.Initialized, (nuint)offset, (nuint)data.Length);
        if (access.Order != MemoryOrder.Weak)
        {
            Publish(PublicationOf(access), region, offset, data.Length, isAtomic: false);
        }

        launch.Counters.CountStore(region.Log.IsShared, data.Length, RunSectors(offset, bytes));
    }

    private void StoreScattered(in MemoryAccess access, ReadOnlySpan<ulong> addresses, int bytes, ReadOnlySpan<byte> source)
    {
        var region = LocateWritable(access, addresses[FirstLane(access)], bytes, FirstLane(access), out _);
        var check = Check(region, in access);
        var publication = PublicationOf(access);
        var element = stackalloc byte[WidestAccess / 32];
        var value = new ReadOnlySpan<byte>(element, bytes);
        var changed = false;
        for (var rest = access.Mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var found = LocateWritable(access, addresses[lane], bytes, lane, out var offset);
            if (!ReferenceEquals(found, region))
            {
                region = found;
                check = Check(region, in access);
            }

            check.Write(region, offset, bytes, lane);
            LaneLayout.FromLane(source, access.Size, access.Count, lane, element);
            var data = new Span<byte>(region.Data + offset, bytes);
            if (!value.SequenceEqual(data))
            {
                value.CopyTo(data);
                changed = true;
            }

            ByteMask.Set(region.Initialized, (nuint)offset, (nuint)bytes);
            if (access.Order != MemoryOrder.Weak)
            {
                Publish(publication, region, offset, bytes, isAtomic: false);
            }
        }

        if (changed)
        {
            CountChange(access);
        }

        var (sectors, distinct) = AccessShape.Count(addresses, access.Mask);
        launch.Counters.CountStore(region.Log.IsShared, distinct * bytes, sectors);
        CountBankConflicts(access, region, addresses, bytes);
    }

    private MemoryRegion LocateWritable(in MemoryAccess access, ulong address, int bytes, int lane, out ulong offset)
    {
        var region = Locate(access, address, bytes, lane, out offset);
        return region.IsReadOnly
            ? throw Fault(EmulationFault.ReadOnlyStore, access, lane, $"a constant lies at {Place(region, address, offset)}")
            : region;
    }
}
