namespace PtxEmulator.Model;

/// <summary>Names between a pair of braces.</summary>
internal sealed class Scope(Scope? parent)
{
    public Scope? Parent { get; } = parent;

    public Dictionary<string, Register> Registers { get; } = [];

    /// <summary><c>%r&lt;5&gt;</c>: prefix, type and how many.</summary>
    public Dictionary<string, (ScalarType Type, int Count)> Ranges { get; } = [];

    /// <summary>Instruction that each label stands before.</summary>
    public Dictionary<string, int> Labels { get; } = [];
}
