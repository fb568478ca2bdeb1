namespace PtxEmulator.Memory;

/// <summary>Semantics of an access in the PTX memory model. Volatile is relaxed at system scope.</summary>
internal enum MemoryOrder
{
    Weak,
    Relaxed,
    Acquire,
    Release,
    AcquireRelease,
}
