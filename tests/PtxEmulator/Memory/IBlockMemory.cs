namespace PtxEmulator.Memory;

/// <summary>
/// Memory as one block of a launch sees it. Every access is checked (bounds, alignment, initialisation, races) and
/// throws <see cref="EmulationException"/> with the first offending lane.
/// </summary>
internal interface IBlockMemory
{
    /// <summary>
    /// Loads. Element e of lane l goes to <c>destination[(32 e + l) Size ..]</c>; inactive lanes keep what they hold.
    /// </summary>
    /// <param name="access">The access.</param>
    /// <param name="addresses">32 addresses; only those of active lanes count.</param>
    /// <param name="destination">32 x Count x Size bytes.</param>
    void Load(in MemoryAccess access, ReadOnlySpan<ulong> addresses, Span<byte> destination);

    /// <summary>Stores, laid out as in <see cref="Load"/>.</summary>
    void Store(in MemoryAccess access, ReadOnlySpan<ulong> addresses, ReadOnlySpan<byte> source);

    /// <summary>
    /// Atomic read-modify-writes, lane after lane: <c>old = *p; *p = update(old, operand, comparand)</c>. Element size 4 or 8,
    /// values in the low bits.
    /// </summary>
    void Atomic(
        in MemoryAccess access,
        ReadOnlySpan<ulong> addresses,
        Func<ulong, ulong, ulong, ulong> update,
        ReadOnlySpan<ulong> operands,
        ReadOnlySpan<ulong> comparands,
        Span<ulong> old);

    /// <summary>A fence (<c>fence.*</c>, <c>membar.*</c>) by the lanes of the access; its order and scope count.</summary>
    void Fence(in MemoryAccess access);
}
