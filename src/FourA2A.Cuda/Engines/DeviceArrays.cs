using System.Runtime.CompilerServices;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// Memory of a card, and page-locked memory of the host, that is needed together and freed together.
/// </summary>
internal sealed class DeviceArrays(CudaContext context) : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <summary>Bytes asked for on the card so far, those that were refused included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Allocates on the card.</summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public CudaDeviceVariable<T> Add<T>(long length)
        where T : unmanaged
    {
        Bytes += length * Unsafe.SizeOf<T>();
        return Own(new CudaDeviceVariable<T>(context, length));
    }

    /// <summary>Allocates page-locked memory of the host.</summary>
    /// <exception cref="CudaException">The host will not lock that much.</exception>
    public CudaPinnedMemory<T> AddPinned<T>(int length)
        where T : unmanaged
        => Own(new CudaPinnedMemory<T>(context, length));

    /// <summary>Creates an event.</summary>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaEvent AddEvent() => Own(new CudaEvent(context));

    public void Dispose() => owned.ForEach(item => item.Dispose());

    private T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }
}
