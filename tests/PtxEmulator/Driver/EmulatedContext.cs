using System.Runtime.InteropServices;
using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <summary>
/// The primary context of a card, with the work that is queued in its streams.
/// </summary>
/// <remarks>
/// An operation is carried out when someone waits for it, or at random before that, whenever the context is used.
/// Operations of one stream keep their order; which stream goes next is random. The legacy default stream (handle 0) waits for all
/// blocking streams and they for it. The first operation that fails ends the context: the queue is dropped, and every later call
/// returns the same code, as with the sticky codes of the real driver.
/// </remarks>
internal sealed class EmulatedContext(EmulatedCard card, Random random) : IDisposable
{
    /// <summary>Virtual microseconds that any operation takes at least.</summary>
    private const double OperationMicroseconds = 1;

    private readonly List<Operation> pending = [];

    /// <summary>Objects with a handle.</summary>
    private readonly Dictionary<nint, ContextObject> objects = [];

    private double clock;

    public EmulatedCard Card { get; } = card;

    /// <summary>Memory and modules, which end with the context.</summary>
    public EmulatedDevice Device { get; } = new((ulong)card.Options.MemoryBytes);

    /// <summary>What every call returns from now on, unless it is success.</summary>
    public CudaResult Fault { get; set; }

    /// <summary>Addresses.</summary>
    public HashSet<ulong> DeviceAllocations { get; } = [];

    public List<HostAllocation> HostAllocations { get; } = [];

    public LiveResources Live => new(
        1, DeviceAllocations.Count, HostAllocations.Count, Count<EmulatedModule>(), Count<EmulatedStream>(), Count<EmulatedEvent>());

    public EmulatedStream DefaultStream => field ??= new EmulatedStream(this, blocking: true);

    /// <summary>Gives an object its handle.</summary>
    public nint Add(ContextObject made)
    {
        var handle = Handles.Next();
        objects.Add(handle, made);
        return handle;
    }

    public void Remove(nint handle) => objects.Remove(handle);

    public void RemoveFunctions(EmulatedModule module)
    {
        foreach (var (handle, _) in objects.Where(pair => pair.Value is EmulatedFunction function && function.Module == module).ToList())
        {
            objects.Remove(handle);
        }
    }

    /// <summary>The object of a handle, if it is of this kind and lives in this context.</summary>
    public T? Find<T>(nint handle)
        where T : ContextObject => objects.GetValueOrDefault(handle) as T;

    /// <summary>Queues an operation at the end of its stream.</summary>
    public void Enqueue(Operation operation)
    {
        var stream = operation.Stream;
        foreach (var earlier in pending)
        {
            var ordered = earlier.Stream == stream
                || (stream == DefaultStream && earlier.Stream.Blocking)
                || (stream.Blocking && earlier.Stream == DefaultStream);
            if (ordered)
            {
                operation.After(earlier);
            }
        }

        stream.Last = operation;
        pending.Add(operation);
    }

    /// <summary>Carries out some of what is queued, or nothing: the card works at its own pace.</summary>
    public void Progress(double likelihood)
    {
        while (pending.Count > 0 && random.NextDouble() < likelihood)
        {
            Step();
        }
    }

    /// <summary>Carries out an operation, all that it waits for, and at random others.</summary>
    public void Complete(Operation? operation)
    {
        while (operation is { Done: false })
        {
            Step();
        }
    }

    public void CompleteAll()
    {
        while (pending.Count > 0)
        {
            Step();
        }
    }

    public bool IsUsed(HostAllocation memory) => pending.Exists(operation => operation.Host == memory);

    public bool IsUsed(EmulatedModule module) => pending.Exists(operation => operation.Module == module);

    /// <summary>Ends the context, and all that it still owns.</summary>
    public unsafe void Dispose()
    {
        HostAllocations.ForEach(memory => NativeMemory.AlignedFree((void*)memory.Address));
        HostAllocations.Clear();
        DeviceAllocations.Clear();
        objects.Clear();
        Device.Dispose();
    }

    private int Count<T>() => objects.Values.OfType<T>().Count();

    private void Step()
    {
        var runnable = pending.FindAll(operation => operation.Runnable);
        var operation = runnable[random.Next(runnable.Count)];
        pending.Remove(operation);
        try
        {
            clock += OperationMicroseconds + operation.Run();
        }
        catch (Exception failure)
        {
            pending.ForEach(dropped => dropped.Finish(clock));
            pending.Clear();
            Fault = CudaResult.Unknown;
            if (failure is not EmulationException fault)
            {
                throw;
            }

            Card.LastFault = fault;
            Fault = ResultOf(fault.Fault);
        }
        finally
        {
            operation.Finish(clock);
        }
    }

    /// <summary>What a real card's driver reports where the checker finds more.</summary>
    private static CudaResult ResultOf(EmulationFault fault) => fault switch
    {
        EmulationFault.OutOfBounds or EmulationFault.ReadOnlyStore => CudaResult.IllegalAddress,
        EmulationFault.Misaligned => CudaResult.MisalignedAddress,
        EmulationFault.BarrierDeadlock or EmulationFault.LiveLock => CudaResult.LaunchTimeout,
        _ => CudaResult.LaunchFailed,
    };
}
