namespace PtxEmulator.Memory;

/// <summary>Allocations in device memory. Addresses are never used twice, so that a freed one is always out of bounds.</summary>
internal sealed unsafe class DeviceMemory(ulong totalBytes) : IDisposable
{
    /// <summary>What CUDA guarantees for every allocation.</summary>
    private const ulong Alignment = 256;

    /// <summary>Unmapped bytes between allocations: wide enough that a wrong stride does not end in a neighbour.</summary>
    private const ulong Gap = 1 << 20;

    /// <summary>Freed allocations remembered for reports.</summary>
    private const int RememberedFrees = 4096;

    private readonly List<MemoryRegion> regions = [];
    private readonly Queue<(ulong Address, ulong Size)> freed = new();
    private ulong next = AddressWindow.Global;

    public ulong TotalBytes { get; } = totalBytes;

    public ulong FreeBytes { get; private set; } = totalBytes;

    public AccessLog Log { get; } = new(isShared: false);

    /// <summary>A new allocation; null if there is not enough memory.</summary>
    public MemoryRegion? Allocate(nuint bytes, bool isReadOnly = false)
    {
        var taken = Taken(bytes);
        if (bytes > TotalBytes || taken > FreeBytes)
        {
            return null;
        }

        var region = new MemoryRegion(next, bytes, Log) { IsReadOnly = isReadOnly };
        regions.Add(region);
        next += taken + Gap;
        FreeBytes -= taken;
        return region;
    }

    /// <summary>Frees the allocation at an address; false if there is none.</summary>
    public bool Free(ulong address)
    {
        if (Find(address) is not { } region || region.Address != address)
        {
            return false;
        }

        regions.Remove(region);
        FreeBytes += Taken(region.Size);
        freed.Enqueue((region.Address, region.Size));
        if (freed.Count > RememberedFrees)
        {
            freed.Dequeue();
        }

        region.Dispose();
        return true;
    }

    /// <summary>The allocation an address lies in.</summary>
    public MemoryRegion? Find(ulong address)
    {
        var index = LastAtOrBelow(address);
        return index >= 0 && address - regions[index].Address < regions[index].Size ? regions[index] : null;
    }

    /// <summary>Says where an address lies that is in no allocation.</summary>
    public string Describe(ulong address)
    {
        foreach (var (start, size) in freed)
        {
            if (address - start < size)
            {
                return $"in the {size} bytes at 0x{start:x} that have been freed";
            }
        }

        var index = LastAtOrBelow(address);
        var past = index < 0 ? ulong.MaxValue : address - regions[index].Address - regions[index].Size;
        var before = index + 1 < regions.Count ? regions[index + 1].Address - address : ulong.MaxValue;
        return Math.Min(past, before) > TotalBytes + Gap ? "near no allocation"
            : past <= before ? $"{past} bytes past the end of the {regions[index].Size} bytes at 0x{regions[index].Address:x}"
            : $"{before} bytes before the {regions[index + 1].Size} bytes at 0x{regions[index + 1].Address:x}";
    }

    public void Dispose()
    {
        foreach (var region in regions)
        {
            region.Dispose();
        }

        regions.Clear();
    }

    private static ulong Taken(ulong bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private int LastAtOrBelow(ulong address)
    {
        var (low, high) = (0, regions.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (regions[middle].Address <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
