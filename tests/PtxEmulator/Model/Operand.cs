namespace PtxEmulator.Model;

/// <summary>An operand as written.</summary>
internal sealed record Operand(OperandKind Kind)
{
    /// <summary>Register, symbol or label; empty in an address that is a number.</summary>
    public string Name { get; init; } = "";

    /// <summary>The q of <c>p|q</c>.</summary>
    public string Second { get; init; } = "";

    /// <summary>True behind an exclamation mark.</summary>
    public bool Negated { get; init; }

    /// <summary>Value of an integer, bits of a float, offset of an address.</summary>
    public Int128 Value { get; init; }

    public IReadOnlyList<Operand> Elements { get; init; } = [];
}
