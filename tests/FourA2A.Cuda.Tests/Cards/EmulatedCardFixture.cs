using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Cards;

/// <summary>
/// A card that runs the shipped PTX on the processor and checks every access. It is there on every machine: nothing is skipped.
/// </summary>
public sealed class EmulatedCardFixture : Card
{
    private readonly CudaContext context;

    public EmulatedCardFixture() => context = new CudaContext(new CudaDriver(Emulator.Table), 0);

    /// <summary>The emulator behind the context.</summary>
    public EmulatedCard Emulator { get; } = new();

    internal override CudaContext Context => context;

    internal override void Reschedule(int? residentBlocks = null, int? maximumQuantum = null)
    {
        var usual = new ScheduleOptions();
        Emulator.Schedule = usual with
        {
            ResidentBlocks = residentBlocks ?? usual.ResidentBlocks,
            MaxQuantum = maximumQuantum ?? usual.MaxQuantum,
        };
    }

    protected override void Dispose(bool disposing)
    {
        context.Dispose();
        Assert.Null(Emulator.LastFault?.Message);
        Assert.Empty(Emulator.Misuses);
        Assert.Equal(default, Emulator.Live);
    }
}
