namespace PtxEmulator.Driver;

/// <summary>
/// Limits of an emulated card: those of compute capability 7.5, whatever it says it is.
/// </summary>
/// <remarks>Source: NVIDIA, CUDA C++ Programming Guide, table "Technical specifications per compute capability".</remarks>
internal static class DeviceLimits
{
    private const int SharedPerBlockOptIn = 64 * 1024;
    private const int SharedPerMultiprocessor = 64 * 1024;
    private const int ThreadsPerMultiprocessor = 1024;
    private const int BlocksPerMultiprocessor = 16;
    private const int RegistersPerBlock = 65536;
    private const int WarpSize = 32;

    /// <summary>
    /// An attribute by its number in CUdevice_attribute; null for one that is not known here.
    /// </summary>
    /// <remarks>Source: NVIDIA, CUDA Driver API, enumeration CUdevice_attribute.</remarks>
    public static int? Attribute(EmulatedCardOptions card, int attribute) => attribute switch
    {
        1 => EmulatedDevice.MaxThreadsPerBlock,
        2 or 3 => 1024, // block along x and y
        4 => 64, // block along z
        5 => int.MaxValue, // grid along x
        6 or 7 => 65535, // grid along y and z
        8 => EmulatedDevice.MaxSharedBytesPerBlock,
        9 => 64 * 1024, // total constant memory
        10 => WarpSize,
        12 => RegistersPerBlock,
        13 => 1_000_000, // clock rate in kHz, of the virtual clock
        16 => card.Multiprocessors,
        36 => 1_000_000, // memory clock rate in kHz
        37 => 64, // memory bus width in bits
        38 => 1 << 20, // second-level cache
        39 => ThreadsPerMultiprocessor,
        40 => 2, // copy engines
        41 => 1, // unified addressing
        75 => card.Major,
        76 => card.Minor,
        81 => SharedPerMultiprocessor,
        82 => RegistersPerBlock,
        97 => SharedPerBlockOptIn,
        106 => BlocksPerMultiprocessor,
        _ => null,
    };

    /// <summary>Blocks that fit a multiprocessor at a time, by threads and shared memory; registers are not emulated.</summary>
    public static int ActiveBlocks(int threads, long sharedBytes)
    {
        var byThreads = ThreadsPerMultiprocessor / ((threads + WarpSize - 1) / WarpSize * WarpSize);
        var byShared = sharedBytes == 0 ? BlocksPerMultiprocessor : SharedPerMultiprocessor / sharedBytes;
        return (int)Math.Min(Math.Min(byThreads, byShared), BlocksPerMultiprocessor);
    }
}
