namespace PtxEmulator.Driver;

/// <summary>
/// Something queued in a stream: it may be carried out once all that it waits for is done, and at any time after that.
/// </summary>
/// <param name="stream">Where it is queued.</param>
/// <param name="run">Carries it out and returns what it takes of the virtual clock, in microseconds.</param>
internal sealed class Operation(EmulatedStream stream, Func<double> run)
{
    private readonly List<Operation> after = [];

    public EmulatedStream Stream { get; } = stream;

    public bool Done { get; private set; }

    /// <summary>Virtual time of the end, in microseconds.</summary>
    public double FinishedAt { get; private set; }

    /// <summary>Page-locked memory that it reads or writes.</summary>
    public HostAllocation? Host { get; init; }

    /// <summary>Module whose kernel it runs.</summary>
    public EmulatedModule? Module { get; init; }

    public bool Runnable => after.TrueForAll(other => other.Done);

    public void After(Operation? other)
    {
        if (other is { Done: false })
        {
            after.Add(other);
        }
    }

    public double Run() => run();

    public void Finish(double time)
    {
        FinishedAt = time;
        Done = true;
        after.Clear();
    }
}
