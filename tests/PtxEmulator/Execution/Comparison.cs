namespace PtxEmulator.Execution;

/// <summary>Comparisons of <c>setp</c> and <c>set</c>; the negation of each is <see cref="Instruction.Flip"/>'s matter.</summary>
internal enum Comparison
{
    Equal,
    LessOrGreater,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Neither operand is NaN.</summary>
    Ordered,
}
