namespace FourA2A.Cuda.Driver;

/// <summary>
/// A card at work: memory, modules, streams and events live in it. Any thread may use it and them.
/// </summary>
/// <remarks>
/// It is the card's primary context, shared with whatever else in the process uses the card, and made current only during calls.
/// After a failure that ends it (an illegal address in a kernel, say) every call throws a <see cref="CudaException"/> that names that
/// failure; disposing stays quiet. Disposing of it ends the use of everything in it; the card lets go once all of that is disposed of too.
/// </remarks>
public sealed unsafe class CudaContext : IDisposable
{
    /// <summary>Starts work on a card.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="ordinal">Which of its cards, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such card.</exception>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaContext(CudaDriver driver, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(driver);
        if (ordinal < 0 || ordinal >= driver.Devices.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ordinal),
                $"Found card {ordinal}, expected {(driver.Devices.Count == 0 ? "none, as this machine has no card" : $"0 to {driver.Devices.Count - 1}")}.");
        }

        Driver = driver;
        Device = driver.Devices[ordinal];
        Handle = new ContextHandle(driver.Table, Device.Device);
    }

    /// <summary>The driver.</summary>
    public CudaDriver Driver { get; }

    /// <summary>The card.</summary>
    public CudaDeviceInfo Device { get; }

    /// <summary>Whether a failure has ended the context.</summary>
    public bool IsLost => Handle.IsLost;

    internal ContextHandle Handle { get; }

    /// <summary>
    /// The card's memory at this moment.
    /// </summary>
    /// <returns>Bytes that are free, and all.</returns>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public (long FreeBytes, long TotalBytes) GetMemoryInfo()
    {
        using var scope = Handle.Enter();
        nuint free, total;
        Handle.ThrowIfFailed(Handle.Table.MemGetInfo(&free, &total), "cuMemGetInfo");
        return ((long)free, (long)total);
    }

    /// <summary>
    /// Compiles PTX for the card.
    /// </summary>
    /// <param name="ptx">The PTX text.</param>
    /// <exception cref="CudaException">The PTX does not compile: its <see cref="CudaException.Log"/> says why; or the driver is too old for it.</exception>
    public CudaModule LoadModule(string ptx) => new(this, ptx);

    /// <summary>Waits until everything submitted to all streams has passed.</summary>
    /// <exception cref="CudaException">A kernel or copy failed; the message names the kernels that may be the cause.</exception>
    public void Synchronize()
    {
        using var scope = Handle.Enter();
        var submitted = Handle.Submitted();
        Handle.ThrowIfFailed(Handle.Table.CtxSynchronize(), "cuCtxSynchronize");
        ContextHandle.Pass(submitted);
    }

    /// <summary>Ends the use of the context.</summary>
    public void Dispose() => Handle.Dispose();
}
