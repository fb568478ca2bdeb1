namespace PtxEmulator.Memory;

/// <summary>State spaces of accesses that reach memory; parameters are read from the launch itself, local memory is refused at load.</summary>
internal enum StateSpace
{
    /// <summary>A generic address: shared if it lies in <see cref="AddressWindow.Shared"/>, global otherwise.</summary>
    Generic,

    /// <summary>Device memory; constants are stored there too, read-only.</summary>
    Global,

    /// <summary>Offsets from 0 into the block's shared memory.</summary>
    Shared,
}
