namespace FourA2A.Cuda.Driver;

/// <summary>
/// Page-locked memory of the host, which copies read and write; its release waits for those.
/// </summary>
internal sealed unsafe class PinnedMemoryHandle(ContextHandle context, void* address) : CudaHandle(context, (nint)address)
{
    /// <summary>Copies under way.</summary>
    public PendingUses Uses { get; } = new();

    /// <summary>Allocates memory; its content is undefined.</summary>
    /// <exception cref="CudaException">The host will not lock that much.</exception>
    public static PinnedMemoryHandle Allocate(ContextHandle context, nuint bytes)
    {
        using var scope = context.Enter();
        void* address;
        var result = context.Table.MemHostAlloc(&address, bytes, 0);
        context.ThrowIfFailed(
            result, "cuMemHostAlloc", advice: result == CudaResult.OutOfMemory ? $"asked for {bytes} bytes of page-locked host memory" : null);
        return new PinnedMemoryHandle(context, address);
    }

    protected override void Release()
    {
        if (Uses.Wait())
        {
            Context.Table.MemFreeHost((void*)handle);
        }
    }
}
