using FourA2A.Cuda.Driver;
using PtxEmulator.Scheduling;

namespace PtxEmulator.Driver;

/// <summary>
/// A card that runs PTX on the processor, behind the functions of the CUDA driver.
/// </summary>
/// <remarks>
/// A checker, not a simulator of speed: it keeps the driver's contracts strictly, where a real one would forgive or crash.
/// Cards of different drivers share nothing; all members may be used from any thread.
/// <code>
/// var card = new EmulatedCard();
/// using var context = new CudaContext(new CudaDriver(card.Table), 0);
/// ...
/// Assert.Equal(default, card.Live);      // after disposal
/// Assert.Empty(card.Misuses);
/// </code>
/// </remarks>
public sealed class EmulatedCard
{
    private readonly List<LaunchRecord> launches = [];

    /// <summary>Puts a card into a driver's machine, or into one of its own.</summary>
    public EmulatedCard(EmulatedCardOptions? options = null, EmulatedDriver? driver = null)
    {
        Options = options ?? new EmulatedCardOptions();
        Driver = driver ?? new EmulatedDriver();
        Driver.Add(this);
    }

    public EmulatedCardOptions Options { get; }

    public EmulatedDriver Driver { get; }

    /// <summary>How launches are scheduled; the seed is drawn anew for each.</summary>
    public ScheduleOptions Schedule { get; set; } = new();

    /// <summary>What ended a launch, of any context.</summary>
    public EmulationException? LastFault { get; internal set; }

    /// <summary>What breaks the contract of the driver; see <see cref="EmulatedDriver.Misuses"/>.</summary>
    public IReadOnlyList<string> Misuses => Driver.Misuses;

    /// <summary>Launches carried out so far, in their order.</summary>
    public IReadOnlyList<LaunchRecord> Launches => Driver.Locked(() => launches.ToArray());

    public LiveResources Live => Driver.Locked(() => Primary?.Live ?? default);

    internal DriverTable Table => Driver.Table;

    /// <summary>The primary context, while someone retains it.</summary>
    internal EmulatedContext? Primary { get; set; }

    internal nint PrimaryHandle { get; set; }

    internal int Retained { get; set; }

    /// <inheritdoc cref="EmulatedDriver.FailNext"/>
    public void FailNext(string function, CudaResult result, int after = 0) => Driver.FailNext(function, result, after);

    internal void Record(LaunchRecord launch) => launches.Add(launch);
}
