namespace PtxEmulator.Model;

internal enum OperandKind
{
    /// <summary>A register, symbol or label, with an offset perhaps.</summary>
    Name,

    /// <summary>Two registers: <c>p|q</c>.</summary>
    Pair,

    /// <summary>An integer literal.</summary>
    Integer,

    /// <summary>A literal <c>0f</c> with its bits.</summary>
    Single,

    /// <summary>A literal <c>0d</c>, or a decimal one with a point or an exponent.</summary>
    Double,

    /// <summary>Operands in braces.</summary>
    Vector,

    /// <summary>Name or number plus offset in brackets.</summary>
    Address,
}
