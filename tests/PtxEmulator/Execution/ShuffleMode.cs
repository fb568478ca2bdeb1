namespace PtxEmulator.Execution;

/// <summary>Where a lane of <c>shfl.sync</c> reads from.</summary>
internal enum ShuffleMode
{
    Up,
    Down,
    Butterfly,
    Index,
}
