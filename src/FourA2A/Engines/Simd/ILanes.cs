namespace FourA2A.Engines.Simd;

/// <summary>
/// A vector of single-precision lanes, one chunk a lane. The kernels are written once against this and compiled per
/// width by the JIT; every member is one or two instructions.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes in the vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(float value);

    static abstract TSelf Load(ref float source, nuint offset);

    static abstract void Store(TSelf value, ref float destination, nuint offset);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf Min(TSelf left, TSelf right);

    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary><c>left * right + addend</c>, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary><c>left * right - subtrahend</c>, rounded once.</summary>
    static abstract TSelf MultiplySubtract(TSelf left, TSelf right, TSelf subtrahend);

    /// <summary><c>minuend - left * right</c>, rounded once.</summary>
    static abstract TSelf NegatedMultiplyAdd(TSelf left, TSelf right, TSelf minuend);

    /// <summary>Lane by lane: <paramref name="yes"/> where <paramref name="condition"/> is below zero, else <paramref name="no"/>.</summary>
    static abstract TSelf WhereNegative(TSelf condition, TSelf yes, TSelf no);

    /// <summary>
    /// <see cref="WhereNegative"/> for a condition that is never -0, decided by the sign bit: two cycles of latency
    /// instead of six, for use inside a recursion; elsewhere a comparison that several selections share is cheaper.
    /// </summary>
    static abstract TSelf WhereSignSet(TSelf condition, TSelf yes, TSelf no);

    /// <summary><c>value * 2^n</c>, n given as <c>n + 1.5 * 2^23</c> in floating point; no overflow handling.</summary>
    static abstract TSelf ScaleByShiftedInteger(TSelf value, TSelf shifted);

    /// <summary>Adds lane l to the double l places after <paramref name="sums"/>.</summary>
    static abstract void AddTo(TSelf value, ref double sums);
}
