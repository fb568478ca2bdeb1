namespace PtxEmulator.Execution;

/// <summary>How <c>setp</c> combines its comparison with a predicate, and how predicates are combined.</summary>
internal enum BooleanOperation
{
    None,
    And,
    Or,
    Xor,
}
