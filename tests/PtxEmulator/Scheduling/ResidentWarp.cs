using PtxEmulator.Execution;
using PtxEmulator.Memory;

namespace PtxEmulator.Scheduling;

/// <summary>A warp of a resident block, as the scheduler keeps it.</summary>
internal sealed class ResidentWarp(ResidentBlock block, Warp warp, WarpClock clock)
{
    public ResidentBlock Block { get; } = block;

    public Warp Warp { get; } = warp;

    public WarpClock Clock { get; } = clock;

    /// <summary>The stretch without progress that <see cref="Executed"/> belongs to.</summary>
    public long Stretch { get; private set; } = -1;

    /// <summary>Instructions executed in that stretch.</summary>
    public int Executed { get; private set; }

    public void Count(long stretch, int executed)
    {
        Executed = stretch == Stretch ? Math.Min(Executed + executed, int.MaxValue / 2) : executed;
        Stretch = stretch;
    }
}
