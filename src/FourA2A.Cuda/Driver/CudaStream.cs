namespace FourA2A.Cuda.Driver;

/// <summary>
/// A queue of kernels and copies that run one after the other, beside the calling thread. Copies that wait
/// (<see cref="CudaDeviceVariable{T}.CopyToHost(Span{T})"/> and the like) come after what all streams of the context hold.
/// </summary>
public sealed unsafe class CudaStream : IDisposable
{
    // Not CU_STREAM_NON_BLOCKING: copies that wait would overtake the kernels launched before them.
    private const uint Default = 0;

    /// <summary>Creates a stream.</summary>
    /// <param name="context">Where it lives; outlives it.</param>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaStream(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var owner = context.Handle;
        using var scope = owner.Enter();
        nint stream;
        owner.ThrowIfFailed(owner.Table.StreamCreate(&stream, Default), "cuStreamCreate");
        Handle = new StreamHandle(owner, stream);
    }

    /// <summary>Whether everything submitted so far has passed; does not wait.</summary>
    /// <exception cref="CudaException">A kernel or copy of the context failed.</exception>
    public bool IsIdle
    {
        get
        {
            using var stream = Handle.Borrow();
            using var scope = Handle.Context.Enter();
            var ticket = Handle.Work.LastTicket;
            var result = Handle.Context.Table.StreamQuery(stream.Value);
            if (result == CudaResult.NotReady)
            {
                return false;
            }

            Handle.Context.ThrowIfFailed(result, "cuStreamQuery");
            Handle.Work.Pass(ticket);
            return true;
        }
    }

    internal StreamHandle Handle { get; }

    /// <summary>Waits until everything submitted so far has passed.</summary>
    /// <exception cref="CudaException">A kernel or copy of the context failed; the message names the kernels that may be the cause.</exception>
    public void Synchronize()
    {
        using var stream = Handle.Borrow();
        using var scope = Handle.Context.Enter();
        var ticket = Handle.Work.LastTicket;
        Handle.Context.ThrowIfFailed(Handle.Context.Table.StreamSynchronize(stream.Value), "cuStreamSynchronize");
        Handle.Work.Pass(ticket);
    }

    /// <summary>Lets what is submitted from now on wait for an event.</summary>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public void WaitFor(CudaEvent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        using var stream = Handle.Borrow();
        using var awaited = other.Handle.Borrow(Handle.Context);
        using var scope = Handle.Context.Enter();
        Handle.Context.ThrowIfFailed(Handle.Context.Table.StreamWaitEvent(stream.Value, awaited.Value, 0), "cuStreamWaitEvent");
    }

    /// <summary>Waits until everything submitted has passed, and destroys the stream.</summary>
    public void Dispose() => Handle.Dispose();
}
