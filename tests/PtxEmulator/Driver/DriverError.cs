using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <summary>Ends a driver function early with its result; never leaves the emulated driver.</summary>
internal sealed class DriverError(CudaResult result) : Exception($"{result}")
{
    public CudaResult Result { get; } = result;
}
