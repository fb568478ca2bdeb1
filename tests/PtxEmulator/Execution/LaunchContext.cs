using PtxEmulator.Model;

namespace PtxEmulator.Execution;

/// <summary>What the warps of a launch have in common.</summary>
internal sealed class LaunchContext
{
    private readonly Stack<byte[]> freeRegisters = new();

    public required EntryPoint Entry { get; init; }

    public required Dim3 Grid { get; init; }

    public required Dim3 Block { get; init; }

    /// <summary><see cref="EntryPoint.ParameterBytes"/> bytes.</summary>
    public required byte[] Parameters { get; init; }

    /// <summary>Addresses of the module's variables.</summary>
    public required IReadOnlyDictionary<string, ulong> Symbols { get; init; }

    public required LaunchCounters Counters { get; init; }

    public uint DynamicSharedBytes { get; init; }

    /// <summary>A register file, constants filled in, for a warp that starts.</summary>
    public byte[] TakeRegisters() =>
        freeRegisters.TryPop(out var registers) ? registers : Entry.Registers.Create(Symbols);

    /// <summary>Gives back the register file of a warp that has exited.</summary>
    public void ReturnRegisters(byte[] registers) => freeRegisters.Push(registers);
}
