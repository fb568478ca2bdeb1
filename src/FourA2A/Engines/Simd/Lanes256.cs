using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FourA2A.Engines.Simd;

/// <summary>
/// 8 lanes in one Vector256.
/// </summary>
/// <remarks>A field and no property: the JIT inlines only so much into one method.</remarks>
internal readonly struct Lanes256(Vector256<float> value) : ILanes<Lanes256>
{
    private readonly Vector256<float> value = value;

    /// <inheritdoc/>
    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref float source, nuint offset) => new(Vector256.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref float destination, nuint offset)
        => value.value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 left, Lanes256 right) => new(Vector256.MinNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => new(Vector256.MaxNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend)
        => new(Vector256.FusedMultiplyAdd(left.value, right.value, addend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplySubtract(Lanes256 left, Lanes256 right, Lanes256 subtrahend)
        => new(Fma.IsSupported
            ? Fma.MultiplySubtract(left.value, right.value, subtrahend.value)
            : Vector256.FusedMultiplyAdd(left.value, right.value, -subtrahend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 NegatedMultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 minuend)
        => new(Fma.IsSupported
            ? Fma.MultiplyAddNegated(left.value, right.value, minuend.value)
            : Vector256.FusedMultiplyAdd(-left.value, right.value, minuend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereNegative(Lanes256 condition, Lanes256 yes, Lanes256 no)
        => new(Vector256.ConditionalSelect(
            Vector256.LessThan(condition.value, Vector256<float>.Zero), yes.value, no.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereSignSet(Lanes256 condition, Lanes256 yes, Lanes256 no)
        => new(Vector256.ConditionalSelect((condition.value.AsInt32() >> 31).AsSingle(), yes.value, no.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleByShiftedInteger(Lanes256 value, Lanes256 shifted)
        => new((value.value.AsInt32() + (shifted.value.AsInt32() << 23)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes256 value, ref double sums)
    {
        var (lower, upper) = Vector256.Widen(value.value);
        (Vector256.LoadUnsafe(ref sums) + lower).StoreUnsafe(ref sums);
        var half = (nuint)(Count / 2);
        (Vector256.LoadUnsafe(ref sums, half) + upper).StoreUnsafe(ref sums, half);
    }
}
