namespace PtxEmulator.Driver;

/// <summary>What a card holds for its users at the moment: all zero once everything is disposed.</summary>
public readonly record struct LiveResources(int Contexts, int DeviceAllocations, int HostAllocations, int Modules, int Streams, int Events);
