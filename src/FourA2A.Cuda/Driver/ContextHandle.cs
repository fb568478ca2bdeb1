using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// A card's primary context, retained until this and every <see cref="CudaHandle"/> in it are released; how calls enter it;
/// and what is known of its health.
/// </summary>
internal sealed unsafe class ContextHandle : SafeHandle
{
    private readonly int device;
    private readonly Lock streamsGate = new();
    private readonly List<StreamWork> streams = [];
    private volatile CudaException? firstFailure;
    private volatile bool isDisposed;

    public ContextHandle(DriverTable table, int device)
        : base(0, ownsHandle: true)
    {
        Table = table;
        this.device = device;
        nint context;
        ThrowIfFailed(table.DevicePrimaryCtxRetain(&context, device), "cuDevicePrimaryCtxRetain");
        SetHandle(context);
    }

    public DriverTable Table { get; }

    /// <summary>Whether a sticky failure has ended the context.</summary>
    public bool IsLost => firstFailure is not null;

    public override bool IsInvalid => handle == 0;

    /// <summary>Makes the context current on this thread until the scope ends.</summary>
    /// <exception cref="ObjectDisposedException">The context has been disposed of.</exception>
    /// <exception cref="CudaException">The context is lost.</exception>
    public ContextScope Enter()
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(CudaContext));
        if (firstFailure is { } first)
        {
            throw CudaException.Lost(first);
        }

        var retained = false;
        DangerousAddRef(ref retained);
        var result = Table.CtxPushCurrent(handle);
        if (result != CudaResult.Success)
        {
            DangerousRelease();
            ThrowIfFailed(result, "cuCtxPushCurrent");
        }

        return new ContextScope(this);
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave()
    {
        nint popped;
        Table.CtxPopCurrent(&popped);
        DangerousRelease();
    }

    /// <summary>Makes the context current without a look at its health, for releases: false if the driver refuses.</summary>
    public bool TryPush() => Table.CtxPushCurrent(handle) == CudaResult.Success;

    /// <summary>Throws unless a call succeeded; a sticky failure ends the context.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="function">What was called.</param>
    /// <param name="kernel">The kernel that the call was about.</param>
    /// <param name="advice">What was asked, found and expected, and what to do.</param>
    /// <param name="log">The compiler's log.</param>
    public void ThrowIfFailed(CudaResult result, string function, string? kernel = null, string? advice = null, string log = "")
    {
        if (result != CudaResult.Success)
        {
            throw Failure(result, function, kernel, advice, log);
        }
    }

    /// <summary>Notes a sticky failure where nobody can be told: the next call that enters the context throws it.</summary>
    public void Observe(CudaResult result, string function)
    {
        if (result.IsSticky())
        {
            Failure(result, function, kernel: null, advice: null, log: string.Empty);
        }
    }

    /// <summary>Takes note of a stream, whose kernels may be the cause of a failure.</summary>
    public void Add(StreamWork stream)
    {
        lock (streamsGate)
        {
            streams.Add(stream);
        }
    }

    /// <summary>Forgets a stream that has come to its end.</summary>
    public void Remove(StreamWork stream)
    {
        lock (streamsGate)
        {
            streams.Remove(stream);
        }
    }

    /// <summary>What all streams have been given so far.</summary>
    public IReadOnlyList<(StreamWork Stream, long Ticket)> Submitted()
    {
        lock (streamsGate)
        {
            return [.. streams.Select(stream => (stream, stream.LastTicket))];
        }
    }

    /// <summary>Notes that what had been submitted has passed.</summary>
    public static void Pass(IReadOnlyList<(StreamWork Stream, long Ticket)> submitted)
    {
        foreach (var (stream, ticket) in submitted)
        {
            stream.Pass(ticket);
        }
    }

    protected override void Dispose(bool disposing)
    {
        isDisposed = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        // Nobody can be told of a failure, and where the process is ending or the context is lost there is nothing to release.
        Table.DevicePrimaryCtxRelease(device);
        return true;
    }

    private CudaException Failure(CudaResult result, string function, string? kernel, string? advice, string log)
    {
        List<string> kernels = [];
        if (result.IsSticky())
        {
            lock (streamsGate)
            {
                kernels.AddRange(streams.SelectMany(stream => stream.PendingKernels).Distinct(StringComparer.Ordinal));
            }
        }

        if (kernel is not null && !kernels.Contains(kernel))
        {
            kernels.Add(kernel);
        }

        var exception = CudaException.Of(Table, result, function, advice, kernels, log);
        if (result.IsSticky())
        {
            Interlocked.CompareExchange(ref firstFailure, exception, null);
        }

        return exception;
    }
}
