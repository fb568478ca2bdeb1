namespace PtxEmulator.Execution;

/// <summary>Comparisons of <c>setp</c> and <c>set</c>; the others are negations of these.</summary>
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
