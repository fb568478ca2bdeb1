using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FourA2A.Engines.Simd;

/// <summary>
/// 8 lanes in one Vector256.
/// </summary>
/// <param name="Value">The lanes.</param>
internal readonly record struct Lanes256(Vector256<float> Value) : ILanes<Lanes256>
{
    /// <inheritdoc/>
    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref float source, nuint offset) => new(Vector256.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref float destination, nuint offset)
        => value.Value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 left, Lanes256 right) => new(Vector256.MinNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => new(Vector256.MaxNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend)
        => new(Vector256.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplySubtract(Lanes256 left, Lanes256 right, Lanes256 subtrahend)
        => new(Fma.IsSupported
            ? Fma.MultiplySubtract(left.Value, right.Value, subtrahend.Value)
            : Vector256.FusedMultiplyAdd(left.Value, right.Value, -subtrahend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 NegatedMultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 minuend)
        => new(Fma.IsSupported
            ? Fma.MultiplyAddNegated(left.Value, right.Value, minuend.Value)
            : Vector256.FusedMultiplyAdd(-left.Value, right.Value, minuend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereNegative(Lanes256 condition, Lanes256 yes, Lanes256 no)
        => new(Vector256.ConditionalSelect(
            Vector256.LessThan(condition.Value, Vector256<float>.Zero), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereSignSet(Lanes256 condition, Lanes256 yes, Lanes256 no)
        => new(Vector256.ConditionalSelect((condition.Value.AsInt32() >> 31).AsSingle(), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleByShiftedInteger(Lanes256 value, Lanes256 shifted)
        => new((value.Value.AsInt32() + (shifted.Value.AsInt32() << 23)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes256 value, ref double sums)
    {
        var (lower, upper) = Vector256.Widen(value.Value);
        (Vector256.LoadUnsafe(ref sums) + lower).StoreUnsafe(ref sums);
        var half = (nuint)(Count / 2);
        (Vector256.LoadUnsafe(ref sums, half) + upper).StoreUnsafe(ref sums, half);
    }
}
