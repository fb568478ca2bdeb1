using PtxEmulator.Execution;

namespace PtxEmulator.Model;

/// <summary>A kernel, decoded.</summary>
public sealed class EntryPoint
{
    internal EntryPoint(Instruction[] instructions, RegisterLayout registers)
    {
        Instructions = instructions;
        Registers = registers;
    }

    public required string Name { get; init; }

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    public required int ParameterBytes { get; init; }

    /// <summary>
    /// Static shared memory of a block. Dynamic shared memory starts at the next multiple of <see cref="DynamicSharedAlignment"/>.
    /// </summary>
    public required int SharedBytes { get; init; }

    /// <summary>Alignment of the <c>.extern .shared</c> arrays that the kernel uses; 1 if it uses none.</summary>
    public required int DynamicSharedAlignment { get; init; }

    /// <summary>Most threads a block may have, from <c>.maxntid</c>.</summary>
    public required int? MaxThreads { get; init; }

    /// <summary>The one block shape the kernel may be launched with, from <c>.reqntid</c>.</summary>
    public required Dim3? RequiredBlock { get; init; }

    internal Instruction[] Instructions { get; }

    internal RegisterLayout Registers { get; }
}
