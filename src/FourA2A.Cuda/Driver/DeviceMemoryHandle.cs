namespace FourA2A.Cuda.Driver;

/// <summary>
/// Memory of a card. Its release waits for what was submitted before: the driver does that by itself.
/// </summary>
/// <remarks>Source: NVIDIA, CUDA Driver API, cuMemFree, which names allocations in stream order as the only ones that are not waited for.</remarks>
internal sealed unsafe class DeviceMemoryHandle(ContextHandle context, ulong address) : CudaHandle(context, (nint)address)
{
    /// <summary>Allocates memory; its content is undefined.</summary>
    /// <exception cref="CudaException">The card has not that much; the message says what was asked, what is free and how much there is.</exception>
    public static DeviceMemoryHandle Allocate(ContextHandle context, nuint bytes)
    {
        using var scope = context.Enter();
        ulong address;
        var result = context.Table.MemAlloc(&address, bytes);
        string? advice = null;
        if (result == CudaResult.OutOfMemory)
        {
            nuint free = 0, total = 0;
            context.Table.MemGetInfo(&free, &total);
            advice = $"asked for {bytes} bytes, {free} bytes are free of {total} in total";
        }

        context.ThrowIfFailed(result, "cuMemAlloc", advice: advice);
        return new DeviceMemoryHandle(context, address);
    }

    protected override void Release() => Context.Table.MemFree((ulong)handle);
}
