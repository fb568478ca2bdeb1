namespace FourA2A.Cli.Output;

/// <summary>
/// A card in what <c>devices --json</c> writes.
/// </summary>
/// <param name="Ordinal">Position among the cards, from 0.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="TotalMemoryBytes">Size of its memory.</param>
/// <param name="FreeMemoryBytes">Memory that is free; null if the card lets nobody in.</param>
/// <param name="ComputeCapability">Compute capability, for example 8.6.</param>
/// <param name="Multiprocessors">Number of multiprocessors.</param>
/// <param name="Problem">Why the shipped kernels do not load; null if they do.</param>
internal sealed record DeviceRecord(
    int Ordinal,
    string Name,
    long TotalMemoryBytes,
    long? FreeMemoryBytes,
    string ComputeCapability,
    int Multiprocessors,
    string? Problem);
