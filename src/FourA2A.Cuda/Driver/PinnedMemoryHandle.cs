namespace FourA2A.Cuda.Driver;

/// <summary>
/// Page-locked memory of the host, and the copies under way from and to it; its release waits for those.
/// </summary>
internal sealed unsafe class PinnedMemoryHandle(ContextHandle context, void* address) : CudaHandle(context, (nint)address)
{
    // The latest use by each stream.
    private readonly Dictionary<StreamWork, long> uses = [];

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

    /// <summary>Notes a copy that has just been submitted; the handle must be borrowed meanwhile.</summary>
    public void UsedBy(StreamWork stream, long ticket)
    {
        lock (uses)
        {
            foreach (var (other, last) in uses)
            {
                if (other.HasPassed(last))
                {
                    uses.Remove(other);
                }
            }

            uses[stream] = ticket;
        }
    }

    protected override void Release()
    {
        foreach (var (stream, ticket) in uses)
        {
            stream.WaitFor(ticket);
        }

        Context.Table.MemFreeHost((void*)handle);
    }
}
