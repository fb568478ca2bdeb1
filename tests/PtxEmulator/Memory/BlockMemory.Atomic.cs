using System.Buffers.Binary;
using System.Numerics;

namespace PtxEmulator.Memory;

internal sealed unsafe partial class BlockMemory
{
    public void Atomic(
        in MemoryAccess access,
        ReadOnlySpan<ulong> addresses,
        Func<ulong, ulong, ulong, ulong> update,
        ReadOnlySpan<ulong> operands,
        ReadOnlySpan<ulong> comparands,
        Span<ulong> old)
    {
        if (access.Mask == 0)
        {
            return;
        }

        CountReach(access, addresses[FirstLane(access)]);
        var region = LocateUpdatable(access, addresses, FirstLane(access), out _);
        var check = Check(region, in access);
        for (var rest = access.Mask; rest != 0; rest &= rest - 1)
        {
            var lane = BitOperations.TrailingZeroCount(rest);
            var found = LocateUpdatable(access, addresses, lane, out var offset);
            if (!ReferenceEquals(found, region))
            {
                region = found;
                check = Check(region, in access);
            }

            // As a writer it hides those before it, which need not be ordered before it; as a reader it stays known beside them.
            check.Write(region, offset, access.Size, lane);
            check.Read(region, offset, access.Size, lane);
            var data = new Span<byte>(region.Data + offset, access.Size);
            var before = access.Size == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt64LittleEndian(data);
            old[lane] = before;
            var after = update(before, operands[lane], comparands[lane]);
            if (access.Size == 4)
            {
                after = (uint)after;
                BinaryPrimitives.WriteUInt32LittleEndian(data, (uint)after);
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(data, after);
            }

            if (after != before)
            {
                CountChange(access);
            }

            Receive(access, region, offset, access.Size);
            Publish(PublicationOf(access), region, offset, access.Size, isAtomic: true);
        }

        var lanes = BitOperations.PopCount(access.Mask);
        if (region.Log.IsShared)
        {
            launch.Counters.SharedAtomics += lanes;
        }
        else
        {
            launch.Counters.GlobalAtomics += lanes;
        }
    }

    private MemoryRegion LocateUpdatable(in MemoryAccess access, ReadOnlySpan<ulong> addresses, int lane, out ulong offset)
    {
        var region = LocateWritable(access, addresses[lane], access.Size, lane, out offset);
        return ByteMask.AllSet(region.Initialized, (nuint)offset, (nuint)access.Size)
            ? region
            : throw Uninitialized(access, region, addresses[lane], offset, lane);
    }
}
