namespace PtxEmulator.Memory;

/// <summary>Memory as a launch sees it: what its blocks have in common.</summary>
internal sealed class LaunchMemory(DeviceMemory device, LaunchClock clock)
{
    public DeviceMemory Device { get; } = device;

    public LaunchClock Clock { get; } = clock;

    public MemoryCounters Counters { get; } = new();

    /// <summary>
    /// Grows with whatever shows that the launch gets on: a store that changes memory, a load from where its warp has not yet been.
    /// </summary>
    public long Progress { get; set; }
}
