using PtxEmulator.Memory;

namespace PtxEmulator.Scheduling;

/// <summary>Shared memory for the blocks that are resident, used again by the blocks after them.</summary>
internal sealed class SharedMemoryPool : IDisposable
{
    /// <summary>What a block may have without asking for more than CUDA's default.</summary>
    public const int BytesPerBlock = 48 << 10;

    private readonly Stack<MemoryRegion> free = new();

    /// <summary>Bytes that blocks of the present launch have.</summary>
    public nuint Bytes { get; set; }

    /// <summary>Poisoned memory, nothing in it written, no access remembered.</summary>
    public MemoryRegion Take()
    {
        if (!free.TryPop(out var region))
        {
            region = new MemoryRegion(AddressWindow.Shared, BytesPerBlock, new AccessLog(isShared: true));
        }

        region.Renew(Bytes);
        region.Log.Begin();
        return region;
    }

    public void Return(MemoryRegion region) => free.Push(region);

    public void Dispose()
    {
        while (free.TryPop(out var region))
        {
            region.Dispose();
        }
    }
}
