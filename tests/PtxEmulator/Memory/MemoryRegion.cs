using System.Runtime.InteropServices;

namespace PtxEmulator.Memory;

/// <summary>
/// A stretch of emulated memory with its shadows: an allocation in device memory, or the shared memory of a block.
/// </summary>
/// <remarks>
/// The shadows of accesses hold one stamp (see <see cref="AccessLog"/>) per granule: the last writer and the reader, or readers,
/// since. A granule is a word of 4 bytes until a kernel first accesses less than that, then a byte.
/// </remarks>
internal sealed unsafe class MemoryRegion : IDisposable
{
    /// <summary>
    /// What memory holds that nothing has written: a quiet NaN as float and as double, a large negative number as integer.
    /// </summary>
    private const uint Poison = 0xfffa_5a5a;

    /// <summary>Data ends on a whole block of this many bytes, so that poison and masks need no tails.</summary>
    private const nuint Block = 256;

    private readonly nuint capacity;

    public MemoryRegion(ulong address, nuint size, AccessLog log)
    {
        Address = address;
        Size = size;
        Log = log;
        capacity = Math.Max(Block, (size + Block - 1) / Block * Block);
        Data = (byte*)NativeMemory.AlignedAlloc(capacity, Block);
        Initialized = (ulong*)NativeMemory.AllocZeroed(ByteMask.Words(capacity), sizeof(ulong));
        FillWithPoison();
        log.Add(this);
    }

    public ulong Address { get; }

    public nuint Size { get; private set; }

    public AccessLog Log { get; }

    /// <summary>True for constants: kernels may not store there.</summary>
    public bool IsReadOnly { get; init; }

    public byte* Data { get; private set; }

    /// <summary>A bit per byte that has been written.</summary>
    public ulong* Initialized { get; private set; }

    /// <summary>Stamp of the last write per granule; null until a kernel accesses the region.</summary>
    public uint* Writers { get; private set; }

    /// <summary>Stamp of the reader since that write, or of the set of readers, per granule.</summary>
    public uint* Readers { get; private set; }

    /// <summary>Bytes of a granule, as a power of two.</summary>
    public int GranuleShift { get; private set; } = 2;

    private nuint Granules => capacity >> GranuleShift;

    /// <summary>Makes the shadows ready for accesses of <paramref name="bytes"/> bytes.</summary>
    public void PrepareShadows(int bytes)
    {
        if (Writers == null)
        {
            // Zeroed pages come from the system when they are first touched: an allocation that kernels use in part costs in part.
            Writers = (uint*)NativeMemory.AllocZeroed(Granules, sizeof(uint));
            Readers = (uint*)NativeMemory.AllocZeroed(Granules, sizeof(uint));
        }

        if (bytes < 1 << GranuleShift)
        {
            Writers = Refine(Writers);
            Readers = Refine(Readers);
            GranuleShift = 0;
        }
    }

    /// <summary>Forgets all accesses.</summary>
    public void ClearShadows()
    {
        if (Writers != null)
        {
            NativeMemory.Clear(Writers, Granules * sizeof(uint));
            NativeMemory.Clear(Readers, Granules * sizeof(uint));
        }
    }

    /// <summary>Makes the region as new, with another size not above the first.</summary>
    public void Renew(nuint size)
    {
        if (size > capacity)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "A region does not grow.");
        }

        Size = size;
        NativeMemory.Clear(Initialized, ByteMask.Words(size) * sizeof(ulong));
        FillWithPoison();
    }

    public void Dispose()
    {
        Log.Remove(this);
        NativeMemory.AlignedFree(Data);
        NativeMemory.Free(Initialized);
        NativeMemory.Free(Writers);
        NativeMemory.Free(Readers);
        Data = null;
        Initialized = null;
        Writers = null;
        Readers = null;
    }

    private void FillWithPoison()
    {
        var end = (Size + sizeof(uint) - 1) / sizeof(uint) * sizeof(uint);
        for (nuint start = 0; start < end; start += 1 << 30)
        {
            new Span<uint>(Data + start, (int)(Math.Min(end - start, 1 << 30) / sizeof(uint))).Fill(Poison);
        }
    }

    /// <summary>A shadow by bytes. Bytes cannot share a set of readers: each keeps one.</summary>
    private uint* Refine(uint* coarse)
    {
        var fine = (uint*)NativeMemory.Alloc(capacity, sizeof(uint));
        for (nuint i = 0; i < capacity; i++)
        {
            var stamp = coarse[i >> GranuleShift];
            fine[i] = stamp < AccessLog.SetFlag ? stamp : Log.FirstOf(stamp);
        }

        NativeMemory.Free(coarse);
        return fine;
    }
}
