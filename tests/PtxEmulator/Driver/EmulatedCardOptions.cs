namespace PtxEmulator.Driver;

/// <summary>What an emulated card is.</summary>
public sealed record EmulatedCardOptions
{
    public string Name { get; init; } = "Emulated card";

    /// <summary>Device memory in bytes; taken from the host only as it is allocated.</summary>
    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>Major number of the compute capability.</summary>
    public int Major { get; init; } = 7;

    /// <summary>Minor number of the compute capability.</summary>
    public int Minor { get; init; } = 5;

    public int Multiprocessors { get; init; } = 4;
}
