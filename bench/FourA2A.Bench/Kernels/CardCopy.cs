using FourA2A.Bench.Rows;
using FourA2A.Cuda.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// A copy within a card: the bound of what else moves bytes there.
/// </summary>
internal sealed class CardCopy : IDisposable
{
    private readonly CudaDeviceVariable<byte> source;
    private readonly CudaDeviceVariable<byte> result;
    private readonly CudaStream stream;

    /// <summary>Allocates two arrays of so many bytes.</summary>
    public CardCopy(CudaContext context, long bytes)
    {
        source = new CudaDeviceVariable<byte>(context, bytes);
        result = new CudaDeviceVariable<byte>(context, bytes);
        stream = new CudaStream(context);
        source.AsyncMemset(0, stream);
        Bound = new Bound(Bound.CopyBandwidth, 2.0 * bytes, () => CardClock.Seconds(context, stream, () => result.AsyncCopyFromDevice(source, stream)));
    }

    public Bound Bound { get; }

    public void Dispose()
    {
        source.Dispose();
        result.Dispose();
        stream.Dispose();
    }
}
