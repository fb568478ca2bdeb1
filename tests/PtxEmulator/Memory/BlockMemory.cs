using System.Numerics;

namespace PtxEmulator.Memory;

/// <summary>Memory as one block of a launch sees it, every access checked.</summary>
/// <remarks>
/// Three shapes of access have a path of their own: all lanes at consecutive addresses, active lanes all at one address, and
/// any other, lane by lane. What the first two cannot settle falls to the last, which also finds the lane to report.
/// </remarks>
/// <param name="launch">Memory of the launch.</param>
/// <param name="shared">The block's shared memory.</param>
/// <param name="clock">The block's clock.</param>
internal sealed unsafe partial class BlockMemory(LaunchMemory launch, MemoryRegion shared, BlockClock clock) : IBlockMemory
{
    private readonly (ulong Lowest, ulong Highest)[] reach = NewReach(clock.Warps.Length);

    private readonly (int Line, string Instruction, int Lane)[] waits = new (int, string, int)[clock.Warps.Length];

    private MemoryRegion? last;

    public void Fence(in MemoryAccess access) => clock.Warps[access.Warp.Number].PassFence(access.BlockScope);

    /// <summary>A warp's last load or atomic, for reports: where it spins if it does.</summary>
    public (int Line, string Instruction, int Lane) LastRead(int warp) => waits[warp];

    private static (ulong Lowest, ulong Highest)[] NewReach(int warps)
    {
        var none = new (ulong Lowest, ulong Highest)[warps];
        Array.Fill(none, (ulong.MaxValue, 0ul));
        return none;
    }

    private static int FirstLane(in MemoryAccess access) => BitOperations.TrailingZeroCount(access.Mask);

    private RaceCheck Check(MemoryRegion region, ref readonly MemoryAccess access)
    {
        var warp = clock.Warps[access.Warp.Number];
        region.PrepareShadows(access.Size * access.Count);
        return new(region.Log, launch.Clock, warp, region.Log.IsShared ? warp.SharedStamps : warp.GlobalStamps, in access);
    }

    /// <summary>The region an address of an access lies in; null if none.</summary>
    private MemoryRegion? Find(StateSpace space, ulong address, out ulong offset)
    {
        if (space != StateSpace.Global)
        {
            offset = space == StateSpace.Shared ? address : address - AddressWindow.Shared;
            if (space == StateSpace.Shared || offset < AddressWindow.SharedSize)
            {
                return shared;
            }
        }

        if (last is null || address - last.Address >= last.Size)
        {
            last = launch.Device.Find(address);
        }

        offset = address - (last?.Address ?? 0);
        return last;
    }

    /// <summary>The region of an access of a whole warp to consecutive elements, if it lies in one, aligned.</summary>
    private MemoryRegion? FindRun(in MemoryAccess access, ReadOnlySpan<ulong> addresses, int bytes, out ulong offset)
    {
        if (access.Mask == uint.MaxValue
            && AccessShape.IsConsecutive(addresses, bytes)
            && Find(access.Space, addresses[0], out offset) is { } region
            && (offset & (ulong)(bytes - 1)) == 0
            && offset < region.Size
            && region.Size - offset >= 32ul * (ulong)bytes)
        {
            return region;
        }

        offset = 0;
        return null;
    }

    /// <summary>The region of a lane's access.</summary>
    /// <exception cref="EmulationException">The access is misaligned, or out of bounds.</exception>
    private MemoryRegion Locate(in MemoryAccess access, ulong address, int bytes, int lane, out ulong offset)
    {
        var region = Find(access.Space, address, out offset);
        if ((address & (ulong)(bytes - 1)) != 0)
        {
            throw Fault(EmulationFault.Misaligned, access, lane, $"address 0x{address:x} is not a multiple of the {bytes} bytes accessed");
        }

        if (region is not null && offset < region.Size && region.Size - offset >= (ulong)bytes)
        {
            return region;
        }

        throw Fault(EmulationFault.OutOfBounds, access, lane, $"{bytes} bytes at {Place(region, address, offset)}");
    }

    private string Place(MemoryRegion? region, ulong address, ulong offset) =>
        region is null ? $"0x{address:x}, {launch.Device.Describe(address)}"
        : region.Log.IsShared ? $"offset {(long)offset} of the block's {region.Size} bytes of shared memory"
        : $"0x{address:x}, at byte {offset} of the {region.Size} bytes at 0x{region.Address:x}";

    private static EmulationException Fault(EmulationFault fault, in MemoryAccess access, int lane, string what) =>
        access.Warp.Fault(fault, access.Line, access.Instruction, lane, what);

    private EmulationException Uninitialized(in MemoryAccess access, MemoryRegion region, ulong address, ulong offset, int lane) =>
        Fault(EmulationFault.UninitializedRead, access, lane, $"nothing has written {Place(region, address, offset)}");

    /// <summary>A load from beyond where the warp has been since it last changed memory is progress; reading the same again is waiting.</summary>
    private void CountReach(in MemoryAccess access, ulong address)
    {
        waits[access.Warp.Number] = (access.Line, access.Instruction, FirstLane(access));
        ref var warp = ref reach[access.Warp.Number];
        if (address < warp.Lowest || address > warp.Highest)
        {
            warp = (Math.Min(warp.Lowest, address), Math.Max(warp.Highest, address));
            launch.Progress++;
        }
    }

    private void CountChange(in MemoryAccess access)
    {
        reach[access.Warp.Number] = (ulong.MaxValue, 0);
        launch.Progress++;
    }

    /// <summary>A strong read takes what has been published where it reads.</summary>
    private void Receive(in MemoryAccess access, MemoryRegion region, ulong offset, int bytes)
    {
        var publications = region.Log.Publications;
        if (access.Order == MemoryOrder.Weak || publications.Count == 0)
        {
            return;
        }

        for (var word = offset & ~3ul; word < offset + (ulong)bytes; word += 4)
        {
            if (publications.TryGetValue(region.Address + word, out var publication))
            {
                clock.Warps[access.Warp.Number].Read(publication, access.Order, access.BlockScope);
            }
        }
    }

    /// <summary>What a write publishes; nothing if it is weak.</summary>
    private Publication PublicationOf(in MemoryAccess access) =>
        access.Order == MemoryOrder.Weak ? default : clock.Warps[access.Warp.Number].Write(access.Order, access.BlockScope);

    /// <summary>A strong write publishes, in place of what was published there; an atomic beside it.</summary>
    private static void Publish(Publication publication, MemoryRegion region, ulong offset, int bytes, bool isAtomic)
    {
        var publications = region.Log.Publications;
        if (publication.IsEmpty && (isAtomic || publications.Count == 0))
        {
            return;
        }

        for (var word = offset & ~3ul; word < offset + (ulong)bytes; word += 4)
        {
            var address = region.Address + word;
            if (publication.IsEmpty)
            {
                publications.Remove(address);
            }
            else if (isAtomic && publications.TryGetValue(address, out var earlier))
            {
                publications[address] = publication.After(earlier);
            }
            else
            {
                publications[address] = publication;
            }
        }
    }
}
