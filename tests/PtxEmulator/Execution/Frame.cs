namespace PtxEmulator.Execution;

/// <summary>Lanes that wait while others of their warp run.</summary>
/// <param name="Position">Where they go on.</param>
/// <param name="Reconvergence">Where they then wait for the frame below.</param>
/// <param name="Mask">The lanes; some may have exited meanwhile.</param>
internal readonly record struct Frame(int Position, int Reconvergence, uint Mask);
