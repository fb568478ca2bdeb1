using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// What the driver tells about a card.
/// </summary>
public sealed class CudaDeviceInfo
{
    internal unsafe CudaDeviceInfo(DriverTable table, int ordinal)
    {
        // 256 bytes are more than any name takes, and the driver ends what it cuts with a zero.
        const int NameBytes = 256;
        int device;
        CudaException.ThrowIfFailed(table, table.DeviceGet(&device, ordinal), "cuDeviceGet");
        Ordinal = ordinal;
        Device = device;
        var name = stackalloc byte[NameBytes];
        CudaException.ThrowIfFailed(table, table.DeviceGetName(name, NameBytes, device), "cuDeviceGetName");
        Name = Marshal.PtrToStringUTF8((nint)name)!;
        nuint bytes;
        CudaException.ThrowIfFailed(table, table.DeviceTotalMem(&bytes, device), "cuDeviceTotalMem");
        TotalMemoryBytes = (long)bytes;

        int Attribute(CudaDeviceAttribute attribute)
        {
            int value;
            CudaException.ThrowIfFailed(table, table.DeviceGetAttribute(&value, (int)attribute, Device), "cuDeviceGetAttribute");
            return value;
        }

        ComputeCapability = new Version(Attribute(CudaDeviceAttribute.ComputeCapabilityMajor), Attribute(CudaDeviceAttribute.ComputeCapabilityMinor));
        Multiprocessors = Attribute(CudaDeviceAttribute.MultiprocessorCount);
        MaxThreadsPerBlock = Attribute(CudaDeviceAttribute.MaxThreadsPerBlock);
        MaxSharedBytesPerBlock = Attribute(CudaDeviceAttribute.MaxSharedMemoryPerBlock);
        MaxBlock = new CudaDim3(
            Attribute(CudaDeviceAttribute.MaxBlockDimX), Attribute(CudaDeviceAttribute.MaxBlockDimY), Attribute(CudaDeviceAttribute.MaxBlockDimZ));
        MaxGrid = new CudaDim3(
            Attribute(CudaDeviceAttribute.MaxGridDimX), Attribute(CudaDeviceAttribute.MaxGridDimY), Attribute(CudaDeviceAttribute.MaxGridDimZ));
    }

    /// <summary>Position among the cards, from 0.</summary>
    public int Ordinal { get; }

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>Size of the card's memory in bytes.</summary>
    public long TotalMemoryBytes { get; }

    /// <summary>Compute capability; 7.5 and higher run the shipped kernels.</summary>
    public Version ComputeCapability { get; }

    /// <summary>Number of multiprocessors.</summary>
    public int Multiprocessors { get; }

    /// <summary>Most threads in a block of any kernel.</summary>
    public int MaxThreadsPerBlock { get; }

    /// <summary>Most shared memory of a block in bytes, fixed and dynamic together.</summary>
    public int MaxSharedBytesPerBlock { get; }

    /// <summary>Largest extent of a block along each axis.</summary>
    public CudaDim3 MaxBlock { get; }

    /// <summary>Largest extent of a grid along each axis.</summary>
    public CudaDim3 MaxGrid { get; }

    /// <summary>The driver's handle.</summary>
    internal int Device { get; }
}
