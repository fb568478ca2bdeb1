namespace FourA2A.Cuda.Driver;

/// <summary>
/// What has been submitted to a stream and what of it is known to have passed. Submissions are numbered by tickets; all
/// members may be called from any thread.
/// </summary>
internal sealed unsafe class StreamWork(ContextHandle context, nint stream)
{
    // The latest ticket of each kernel that has not passed.
    private readonly Dictionary<string, long> pendingKernels = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Lock life = new();
    private long lastTicket;
    private long passedTicket;
    private bool isDestroyed;

    /// <summary>Ticket of the latest submission.</summary>
    public long LastTicket
    {
        get
        {
            lock (gate)
            {
                return lastTicket;
            }
        }
    }

    /// <summary>Kernels that are not known to have ended, earliest latest launch first.</summary>
    public IReadOnlyList<string> PendingKernels
    {
        get
        {
            lock (gate)
            {
                return [.. pendingKernels.OrderBy(kernel => kernel.Value).Select(kernel => kernel.Key)];
            }
        }
    }

    /// <summary>Numbers what has just been submitted.</summary>
    /// <param name="kernel">Its name if it is a kernel.</param>
    public long Submit(string? kernel = null)
    {
        lock (gate)
        {
            lastTicket++;
            if (kernel is not null)
            {
                pendingKernels[kernel] = lastTicket;
            }

            return lastTicket;
        }
    }

    /// <summary>Notes that everything up to a ticket has passed.</summary>
    public void Pass(long ticket)
    {
        lock (gate)
        {
            passedTicket = Math.Max(passedTicket, ticket);
            foreach (var (kernel, launched) in pendingKernels)
            {
                if (launched <= passedTicket)
                {
                    pendingKernels.Remove(kernel);
                }
            }
        }
    }

    /// <summary>Whether a submission is known to have passed.</summary>
    public bool HasPassed(long ticket)
    {
        lock (gate)
        {
            return ticket <= passedTicket;
        }
    }

    /// <summary>Waits for a submission without throwing. The context must be current.</summary>
    /// <returns>Whether it is known to have passed: not where the driver refuses to wait.</returns>
    public bool WaitFor(long ticket)
    {
        if (!HasPassed(ticket))
        {
            lock (life)
            {
                Finish();
            }
        }

        return HasPassed(ticket);
    }

    /// <summary>Waits for everything, then destroys the stream, without throwing. The context must be current.</summary>
    public void Destroy()
    {
        lock (life)
        {
            Finish();
            context.Table.StreamDestroy(stream);
            isDestroyed = true;
        }

        context.Remove(this);
    }

    private void Finish()
    {
        if (isDestroyed)
        {
            return;
        }

        var ticket = LastTicket;
        var result = context.Table.StreamSynchronize(stream);
        if (result == CudaResult.Success)
        {
            Pass(ticket);
        }

        context.Observe(result, "cuStreamSynchronize");
    }
}
