namespace FourA2A.Cuda.Driver;

/// <summary>
/// A mark in a stream, with the time at which the stream passed it (resolution about 0.5 microseconds).
/// </summary>
public sealed unsafe class CudaEvent : IDisposable
{
    /// <summary>Creates an event.</summary>
    /// <param name="context">Where it lives; outlives it.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaEvent(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var owner = context.Handle;
        using var scope = owner.Enter();
        nint value;
        owner.ThrowIfFailed(owner.Table.EventCreate(&value, 0), "cuEventCreate");
        Handle = new EventHandle(owner, value);
    }

    internal EventHandle Handle { get; }

    /// <summary>
    /// Time from one event to another.
    /// </summary>
    /// <param name="start">The earlier event; recorded.</param>
    /// <param name="end">The later event; recorded, in the same stream or another. Both are waited for.</param>
    /// <returns>Milliseconds.</returns>
    /// <exception cref="CudaException">An event was not recorded, or a kernel of the context failed.</exception>
    public static float ElapsedMilliseconds(CudaEvent start, CudaEvent end)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(end);
        start.Synchronize();
        end.Synchronize();
        using var from = start.Handle.Borrow();
        using var to = end.Handle.Borrow(start.Handle.Context);
        var context = start.Handle.Context;
        using var scope = context.Enter();
        float milliseconds;
        context.ThrowIfFailed(context.Table.EventElapsedTime(&milliseconds, from.Value, to.Value), "cuEventElapsedTime");
        return milliseconds;
    }

    /// <summary>Marks the end of what a stream holds at this moment.</summary>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public void Record(CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var marked = stream.Handle.Borrow(Handle.Context);
        using var mark = Handle.Borrow();
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(Handle.Context.Table.EventRecord(mark.Value, marked.Value), "cuEventRecord");
    }

    /// <summary>Waits until the stream has passed the event.</summary>
    /// <exception cref="CudaException">A kernel or copy of the context failed; the message names the kernels that may be the cause.</exception>
    public void Synchronize()
    {
        using var awaited = Handle.Borrow();
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(Handle.Context.Table.EventSynchronize(awaited.Value), "cuEventSynchronize");
    }

    /// <summary>Destroys the event.</summary>
    public void Dispose() => Handle.Dispose();
}
