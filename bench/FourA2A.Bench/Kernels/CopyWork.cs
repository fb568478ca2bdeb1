using FourA2A.Cuda.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// A copy within a card: what other work on as many bytes is held against.
/// </summary>
internal sealed class CopyWork : IDisposable
{
    private readonly CudaDeviceVariable<byte> source;
    private readonly CudaDeviceVariable<byte> result;

    /// <summary>Allocates two arrays of so many bytes.</summary>
    public CopyWork(CudaContext context, long bytes)
    {
        source = new CudaDeviceVariable<byte>(context, bytes);
        result = new CudaDeviceVariable<byte>(context, bytes);
        using var stream = new CudaStream(context);
        source.AsyncMemset(0, stream);
        Timing = new CardTiming("copy", 2.0 * bytes, queue => result.AsyncCopyFromDevice(source, queue));
    }

    public CardTiming Timing { get; }

    public void Dispose()
    {
        source.Dispose();
        result.Dispose();
    }
}
