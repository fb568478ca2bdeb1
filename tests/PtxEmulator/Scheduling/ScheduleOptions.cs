namespace PtxEmulator.Scheduling;

/// <summary>How a launch is interleaved. The same options give the same interleaving.</summary>
public sealed record ScheduleOptions
{
    /// <summary>Seed of the order in which blocks start and of who runs for how long.</summary>
    public ulong Seed { get; init; }

    /// <summary>Most instructions a warp executes before another gets its turn; the number is drawn anew each time.</summary>
    public int MaxQuantum
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected 1 or more.");
    } = 128;

    /// <summary>
    /// Blocks that run side by side; others start when one ends. Kernels whose blocks wait for each other must get on with any
    /// number: a card may be full.
    /// </summary>
    public int ResidentBlocks
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected 1 or more.");
    } = 8;

    /// <summary>Instructions every warp executes without any progress before that is called a live-lock.</summary>
    public int Patience
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected 1 or more.");
    } = 1 << 20;

    /// <summary>Turns so short that almost any two accesses come in either order under some seed; slow.</summary>
    public static ScheduleOptions Hostile(ulong seed) => new() { Seed = seed, MaxQuantum = 3 };
}
