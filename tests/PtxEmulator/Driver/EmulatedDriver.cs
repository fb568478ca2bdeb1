using System.Runtime.CompilerServices;
using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <summary>
/// A machine with an emulated CUDA driver and its cards: fills <see cref="DriverTable"/>.
/// </summary>
/// <remarks>
/// The functions are delegates bound to the driver that made them, so drivers share nothing and tests run side by side; functions
/// without a handle, such as cuInit, know their driver all the same. The delegates live as long as the process,
/// because a finalizer may call through the table at any time. One lock guards a driver; a launch holds it.
/// <para>
/// It is strict where the real driver is lenient or its manual silent: asynchronous copies take page-locked memory only (the manual
/// allows pageable memory, and then they may or may not wait); work is carried out late (<see cref="EmulatedContext"/>), and page-locked
/// memory or a module that is freed while queued work still needs it ends the context with 700; every handle must be of the
/// current context. cuMemFree waits for the whole context first, as the real one does. PTX for a newer card is refused with 209.
/// </para>
/// </remarks>
public sealed partial class EmulatedDriver
{
    private readonly Lock gate = new();
    private readonly List<EmulatedCard> cards = [];
    private readonly List<string> misuses = [];
    private readonly Dictionary<string, Queue<(int After, CudaResult Result)>> failures = [];
    private readonly Dictionary<nint, EmulatedContext> contexts = [];
    private readonly ConditionalWeakTable<Thread, Stack<nint>> current = [];
    private bool initialized;
    private CudaResult lost;

    public EmulatedDriver() => Table = CreateTable();

    /// <summary>Newest CUDA that the driver supports, 1000 major + 10 minor.</summary>
    public int Version { get; init; } = 12080;

    /// <summary>Decides what is carried out when, and how launches are scheduled.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How likely a call finds the next queued operation carried out already: 0 leaves everything to the synchronisation.</summary>
    public double EarlyExecution { get; init; } = 0.25;

    /// <summary>
    /// Calls that a correct program never makes, in words: unknown or freed handles, double frees, pageable memory in asynchronous
    /// copies, memory freed under queued work, what a context still owned at its end, and exceptions of the emulator itself.
    /// </summary>
    public IReadOnlyList<string> Misuses => Locked(() => misuses.ToArray());

    /// <summary>Contexts that are current somewhere, counted over all threads and their stacks: zero between calls of a balanced program.</summary>
    public int PushedContexts => Locked(() => current.Sum(thread => thread.Value.Count));

    internal DriverTable Table { get; }

    /// <summary>The calling thread's stack of current contexts.</summary>
    private Stack<nint> ContextStack => current.GetOrCreateValue(Thread.CurrentThread);

    private Random Random => field ??= new Random(Seed);

    /// <summary>
    /// Makes a call fail: the one that follows <paramref name="after"/> successful ones. A code that the real driver makes sticky ends the current context.
    /// </summary>
    /// <param name="function">Name in <see cref="DriverTable"/>.</param>
    /// <param name="result">What it returns, without doing anything.</param>
    /// <param name="after">Calls that pass before.</param>
    public void FailNext(string function, CudaResult result, int after = 0)
    {
        if (typeof(DriverTable).GetProperty(function) is null)
        {
            throw new ArgumentException($"No function '{function}' in the driver's table.", nameof(function));
        }

        lock (gate)
        {
            if (!failures.TryGetValue(function, out var queue))
            {
                failures.Add(function, queue = []);
            }

            queue.Enqueue((after, result));
        }
    }

    /// <summary>The cards fall off the bus: every call returns this from now on.</summary>
    public void Lose(CudaResult result)
    {
        lock (gate)
        {
            lost = result;
        }
    }

    internal void Add(EmulatedCard card)
    {
        lock (gate)
        {
            cards.Add(card);
        }
    }

    internal T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    /// <summary>Codes whose description in the manual says that the process must be started anew.</summary>
    private static bool IsSticky(CudaResult result) => (int)result is 700 or 702 or 710 or (>= 714 and <= 719);

    private static void Require(bool condition, CudaResult otherwise = CudaResult.InvalidValue)
    {
        if (!condition)
        {
            throw new DriverError(otherwise);
        }
    }

    /// <summary>A call that needs no context.</summary>
    private CudaResult Call(string function, Action body, bool beforeInit = false) => Run(function, () =>
    {
        Require(initialized || beforeInit, CudaResult.NotInitialized);
        body();
        return CudaResult.Success;
    });

    /// <summary>A call on the thread's current context.</summary>
    private CudaResult InContext(string function, Action<EmulatedContext> body) => Run(function, () =>
    {
        Require(initialized, CudaResult.NotInitialized);
        var context = Current() ?? throw new DriverError(CudaResult.InvalidContext);
        context.Progress(EarlyExecution);
        Require(context.Fault == CudaResult.Success, context.Fault);
        body(context);
        return context.Fault;
    });

    private CudaResult Run(string function, Func<CudaResult> body)
    {
        lock (gate)
        {
            try
            {
                Require(lost == CudaResult.Success, lost);
                var injected = Injected(function);
                if (IsSticky(injected) && Current() is { } context)
                {
                    context.Fault = injected;
                }

                Require(injected == CudaResult.Success, injected);
                return body();
            }
            catch (DriverError error)
            {
                return error.Result;
            }
            catch (Exception bug)
            {
                // Nothing may unwind through the unmanaged caller.
                misuses.Add($"{function}: {bug}");
                return CudaResult.Unknown;
            }
        }
    }

    private CudaResult Injected(string function)
    {
        if (!failures.TryGetValue(function, out var queue) || queue.Count == 0)
        {
            return CudaResult.Success;
        }

        var (after, result) = queue.Dequeue();
        if (after == 0)
        {
            return result;
        }

        failures[function] = new Queue<(int After, CudaResult Result)>(queue.Prepend((after - 1, result)));
        return CudaResult.Success;
    }

    private EmulatedContext? Current()
    {
        if (!ContextStack.TryPeek(out var handle))
        {
            return null;
        }

        return contexts.GetValueOrDefault(handle) ?? throw Misuse(ContextIsDestroyed, "a context is used after its last release");
    }

    /// <summary>CUDA_ERROR_CONTEXT_IS_DESTROYED.</summary>
    private const CudaResult ContextIsDestroyed = (CudaResult)709;

    private DriverError Misuse(CudaResult result, string what)
    {
        misuses.Add(what);
        return new DriverError(result);
    }

    private T Find<T>(EmulatedContext context, nint handle)
        where T : ContextObject =>
        context.Find<T>(handle)
        ?? throw Misuse(CudaResult.InvalidHandle, $"0x{handle:x} is no {typeof(T).Name} of the current context (unknown, freed, or of another context)");

    private EmulatedStream Stream(EmulatedContext context, nint handle) => handle == 0 ? context.DefaultStream : Find<EmulatedStream>(context, handle);
}
