using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FourA2A.Engines.Simd;

/// <summary>
/// 16 lanes in one Vector512: AVX-512 only.
/// </summary>
/// <remarks>A field and no property: the JIT inlines only so much into one method.</remarks>
internal readonly struct Lanes512(Vector512<float> value) : ILanes<Lanes512>
{
    private readonly Vector512<float> value = value;

    /// <inheritdoc/>
    public static int Count => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref float source, nuint offset) => new(Vector512.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, ref float destination, nuint offset)
        => value.value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 left, Lanes512 right) => new(Vector512.MinNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => new(Vector512.MaxNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend)
        => new(Vector512.FusedMultiplyAdd(left.value, right.value, addend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplySubtract(Lanes512 left, Lanes512 right, Lanes512 subtrahend)
        => new(Avx512F.FusedMultiplySubtract(left.value, right.value, subtrahend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 NegatedMultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 minuend)
        => new(Avx512F.FusedMultiplyAddNegated(left.value, right.value, minuend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WhereNegative(Lanes512 condition, Lanes512 yes, Lanes512 no)
        => new(Vector512.ConditionalSelect(
            Vector512.LessThan(condition.value, Vector512<float>.Zero), yes.value, no.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WhereSignSet(Lanes512 condition, Lanes512 yes, Lanes512 no)
        => new(Vector512.ConditionalSelect((condition.value.AsInt32() >> 31).AsSingle(), yes.value, no.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ScaleByShiftedInteger(Lanes512 value, Lanes512 shifted)
        => new((value.value.AsInt32() + (shifted.value.AsInt32() << 23)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes512 value, ref double sums)
    {
        var (lower, upper) = Vector512.Widen(value.value);
        (Vector512.LoadUnsafe(ref sums) + lower).StoreUnsafe(ref sums);
        var half = (nuint)(Count / 2);
        (Vector512.LoadUnsafe(ref sums, half) + upper).StoreUnsafe(ref sums, half);
    }
}
