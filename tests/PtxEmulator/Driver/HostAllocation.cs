namespace PtxEmulator.Driver;

/// <summary>Page-locked host memory.</summary>
internal sealed class HostAllocation(nint address, nuint bytes)
{
    public nint Address { get; } = address;

    public nuint Bytes { get; } = bytes;

    public bool Holds(nint start, nuint length) =>
        start >= Address && (nuint)(start - Address) <= Bytes && length <= Bytes - (nuint)(start - Address);
}
