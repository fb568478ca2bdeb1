using PtxEmulator.Execution;
using PtxEmulator.Memory;

namespace PtxEmulator;

/// <summary>What a launch has done.</summary>
/// <param name="Execution">Instructions.</param>
/// <param name="Memory">Bytes and how they were accessed.</param>
public sealed record LaunchStatistics(LaunchCounters Execution, MemoryCounters Memory);
