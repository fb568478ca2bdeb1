namespace PtxEmulator.Memory;

/// <summary>Where spaces lie among generic addresses.</summary>
internal static class AddressWindow
{
    /// <summary>Generic address of offset 0 of a block's shared memory; <c>cvta.shared</c> adds it, <c>cvta.to.shared</c> subtracts it.</summary>
    public const ulong Shared = 0x1_0000_0000;

    /// <summary>Bytes of the shared window.</summary>
    public const ulong SharedSize = 0x100_0000;

    /// <summary>Lowest address of an allocation in device memory.</summary>
    public const ulong Global = 0x7f00_0000_0000;
}
