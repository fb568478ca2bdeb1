namespace PtxEmulator.Memory;

/// <summary>What a launch has moved. One thread runs a launch, so that nothing here is synchronised.</summary>
public sealed class MemoryCounters
{
    /// <summary>Bytes of a sector, the smallest piece of device memory that is moved.</summary>
    public const int SectorBytes = 32;

    /// <summary>Bytes that loads from device memory have asked for; what lanes of one warp access have in common counts once.</summary>
    public long GlobalBytesLoaded { get; internal set; }

    /// <summary>Bytes that stores to device memory have written, counted likewise.</summary>
    public long GlobalBytesStored { get; internal set; }

    /// <summary>Sectors that loads from device memory have touched, warp access by warp access.</summary>
    public long GlobalLoadSectors { get; internal set; }

    /// <summary>The fewest sectors that the bytes of each warp access fit in, had they been consecutive and aligned.</summary>
    public long GlobalLoadSectorsMinimum { get; internal set; }

    public long GlobalStoreSectors { get; internal set; }

    public long GlobalStoreSectorsMinimum { get; internal set; }

    /// <summary>Atomic operations on device memory, lane by lane.</summary>
    public long GlobalAtomics { get; internal set; }

    /// <summary>Bytes that loads from shared memory have asked for; what lanes have in common counts once.</summary>
    public long SharedBytesLoaded { get; internal set; }

    public long SharedBytesStored { get; internal set; }

    /// <summary>Passes over shared memory beyond those that accesses of their width need without conflict between banks.</summary>
    public long SharedBankConflicts { get; internal set; }

    public long SharedAtomics { get; internal set; }

    internal void CountLoad(bool shared, int bytes, int sectors)
    {
        if (shared)
        {
            SharedBytesLoaded += bytes;
        }
        else
        {
            GlobalBytesLoaded += bytes;
            GlobalLoadSectors += sectors;
            GlobalLoadSectorsMinimum += (bytes + SectorBytes - 1) / SectorBytes;
        }
    }

    internal void CountStore(bool shared, int bytes, int sectors)
    {
        if (shared)
        {
            SharedBytesStored += bytes;
        }
        else
        {
            GlobalBytesStored += bytes;
            GlobalStoreSectors += sectors;
            GlobalStoreSectorsMinimum += (bytes + SectorBytes - 1) / SectorBytes;
        }
    }
}
