namespace PtxEmulator.Execution;

/// <summary>What a warp waits for.</summary>
internal enum WarpState
{
    Ready,
    AtBarrier,
    Exited,
}
