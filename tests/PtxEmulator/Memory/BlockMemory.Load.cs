using System.Numerics;

namespace PtxEmulator.Memory;

internal sealed unsafe partial class BlockMemory
{
    public void Load(in MemoryAccess access, ReadOnlySpan<ulong> addresses, Span<byte> destination)
    {
        if (access.Mask == 0)
        {
            return;
        }

        var bytes = access.Size * access.Count;
        CountReach(access, addresses[FirstLane(access)]);
        if (FindRun(access, addresses, bytes, out var offset) is { } region
            && ByteMask.AllSet(region.Initialized, (nuint)offset, 32 * (nuint)bytes))
        {
            LoadRun(access, region, offset, bytes, destination);
        }
        else if (AccessShape.IsUniform(addresses, access.Mask))
        {
            LoadUniform(access, addresses[FirstLane(access)], bytes, destination);
        }
        else
        {
            LoadScattered(access, addresses, bytes, destination);
        }
    }

    private void LoadRun(in MemoryAccess access, MemoryRegion region, ulong offset, int bytes, Span<byte> destination)
    {
        var check = Check(region, in access);
        check.ReadRun(region, offset, bytes);
        LaneLayout.Spread(region.Data + offset, access.Size, access.Count, destination);
        for (var lane = 0; lane < 32 && access.Order != MemoryOrder.Weak; lane++)
        {
            Receive(access, region, offset + (ulong)(lane * bytes), bytes);
        }

        launch.Counters.CountLoad(region.Log.IsShared, 32 * bytes, RunSectors(offset, bytes));
    }

    private void LoadUniform(in MemoryAccess access, ulong address, int bytes, Span<byte> destination)
    {
        var lane = FirstLane(access);
        var region = LocateWritten(access, address, bytes, lane, out var offset);
        var check = Check(region, in access);
        check.Read(region, offset, bytes, lane, BitOperations.IsPow2(access.Mask) ? 0 : AccessLog.SeveralLanes);
        LaneLayout.Broadcast(region.Data + offset, access, destination);
        Receive(access, region, offset, bytes);
        launch.Counters.CountLoad(region.Log.IsShared, bytes, 1);
    }

    private void LoadScattered(in MemoryAccess access, ReadOnlySpan<ulong> addresses, int bytes, Span<byte> destination)
    {
        var region = LocateWritten(access, addresses[FirstLane(access)], bytes, FirstLane(access), out _);
        var check = Check(region, in access);
        for (var rest = access.Mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var found = LocateWritten(access, addresses[lane], bytes, lane, out var offset);
            if (!ReferenceEquals(found, region))
            {
                region = found;
                check = Check(region, in access);
            }

            check.Read(region, offset, bytes, lane);
            LaneLayout.ToLane(region.Data + offset, access.Size, access.Count, lane, destination);
            Receive(access, region, offset, bytes);
        }

        var (sectors, distinct) = AccessShape.Count(addresses, access.Mask);
        launch.Counters.CountLoad(region.Log.IsShared, distinct * bytes, sectors);
        CountBankConflicts(access, region, addresses, bytes);
    }

    private MemoryRegion LocateWritten(in MemoryAccess access, ulong address, int bytes, int lane, out ulong offset)
    {
        var region = Locate(access, address, bytes, lane, out offset);
        return ByteMask.AllSet(region.Initialized, (nuint)offset, (nuint)bytes)
            ? region
            : throw Uninitialized(access, region, address, offset, lane);
    }

    private void CountBankConflicts(in MemoryAccess access, MemoryRegion region, ReadOnlySpan<ulong> addresses, int bytes)
    {
        if (region.Log.IsShared)
        {
            launch.Counters.SharedBankConflicts += AccessShape.BankConflicts(addresses, access.Mask, bytes);
        }
    }

    private static int RunSectors(ulong offset, int bytes) =>
        (int)(((offset + (32ul * (ulong)bytes) - 1) / MemoryCounters.SectorBytes) - (offset / MemoryCounters.SectorBytes)) + 1;
}
