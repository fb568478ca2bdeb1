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
        var publication = access.Order == MemoryOrder.Weak ? default : clock.Warps[access.Warp.Number].Write(access.Order, access.BlockScope);
        if (FindRun(access, addresses, bytes, out var offset) is { IsReadOnly: false } region)
        {
            StoreRun(access, region, offset, bytes, source, publication);
        }
        else
        {
            StoreScattered(access, addresses, bytes, source, publication);
        }
    }

    private void StoreRun(
        in MemoryAccess access, MemoryRegion region, ulong offset, int bytes, ReadOnlySpan<byte> source, Publication publication)
    {
        var check = Check(region, in access);
        check.WriteRun(region, offset, bytes);
        var data = new Span<byte>(region.Data + offset, 32 * bytes);
        Span<byte> inMemoryOrder = stackalloc byte[access.Count == 1 ? 0 : WidestAccess];
        if (access.Count == 1)
        {
            source = source[..data.Length];
        }
        else
        {
            LaneLayout.Collect(source, access.Size, access.Count, inMemoryOrder);
            source = inMemoryOrder[..data.Length];
        }

        if (!source.SequenceEqual(data))
        {
            source.CopyTo(data);
            CountChange(access);
        }

        ByteMask.Set(region.Initialized, (nuint)offset, (nuint)data.Length);
        if (access.Order != MemoryOrder.Weak)
        {
            Publish(publication, region, offset, data.Length, isAtomic: false);
        }

        launch.Counters.CountStore(region.Log.IsShared, data.Length, RunSectors(offset, bytes));
    }

    private void StoreScattered(
        in MemoryAccess access, ReadOnlySpan<ulong> addresses, int bytes, ReadOnlySpan<byte> source, Publication publication)
    {
        var region = LocateWritable(access, addresses[FirstLane(access)], bytes, FirstLane(access), out _);
        var check = Check(region, in access);
        Span<byte> element = stackalloc byte[bytes];
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
            if (!element.SequenceEqual(data))
            {
                element.CopyTo(data);
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
