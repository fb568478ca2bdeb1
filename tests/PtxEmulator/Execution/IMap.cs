#pragma warning disable MA0048 // One idea, three arities.
namespace PtxEmulator.Execution;

/// <summary>An operation on a lane's value.</summary>
internal interface IMap<TA, TD>
{
    static abstract TD Apply(TA a);
}

/// <summary>An operation on two values of a lane.</summary>
internal interface IMap<TA, TB, TD>
{
    static abstract TD Apply(TA a, TB b);
}

/// <summary>An operation on three values of a lane.</summary>
internal interface IMap<TA, TB, TC, TD>
{
    static abstract TD Apply(TA a, TB b, TC c);
}
