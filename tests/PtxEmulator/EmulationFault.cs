namespace PtxEmulator;

/// <summary>What the checker finds in a launch.</summary>
public enum EmulationFault
{
    OutOfBounds,
    Misaligned,
    UninitializedRead,
    ReadOnlyStore,
    DivergentBarrier,
    BarrierDeadlock,
    InactiveShuffle,
    DivergentShuffle,
    GlobalRace,
    SharedRace,
    LiveLock,
    Trap,
}
