using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>
/// Floating-point operations, rounded to nearest, subnormal numbers kept. A NaN that arises in single precision is the canonical one,
/// 0x7fffffff, as PTX has it; it leaves the bits of one in double precision open.
/// </summary>
internal static class FloatOperations
{
    private static Vector256<T> Canonical<T>(Vector256<T> value) =>
        typeof(T) == typeof(float)
            ? Vector256.ConditionalSelect(Vector256.Equals(value, value), value, Vector256.Create(0x7fffffff).As<int, T>())
            : value;

    /// <summary>a + b.</summary>
    public readonly struct Add<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Canonical(a + b);
    }

    /// <summary>a - b.</summary>
    public readonly struct Subtract<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Canonical(a - b);
    }

    /// <summary>a b.</summary>
    public readonly struct Multiply<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Canonical(a * b);
    }

    /// <summary>a / b.</summary>
    public readonly struct Divide<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Canonical(a / b);
    }

    /// <summary>a b + c, rounded once.</summary>
    public readonly struct MultiplyAddSingle : IVectorTernary<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            Canonical(Vector256.FusedMultiplyAdd(a, b, c));
    }

    /// <summary>a b + c, rounded once.</summary>
    public readonly struct MultiplyAddDouble : IVectorTernary<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
            Vector256.FusedMultiplyAdd(a, b, c);
    }

    /// <summary>Square root of a.</summary>
    public readonly struct SquareRoot<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => Canonical(Vector256.Sqrt(a));
    }

    /// <summary>1 / a.</summary>
    public readonly struct Reciprocal<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => Canonical(Vector256<T>.One / a);
    }

    /// <summary>-a: the sign bit turns.</summary>
    public readonly struct Negate<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => a ^ SignBit<T>();
    }

    /// <summary>|a|: the sign bit goes.</summary>
    public readonly struct Absolute<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => Vector256.AndNot(a, SignBit<T>());
    }

    /// <summary>The lesser; of a number and a NaN the number; -0 is less than +0.</summary>
    public readonly struct Minimum<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Canonical(Vector256.MinNumber(a, b));
    }

    /// <summary>The greater; of a number and a NaN the number; +0 is greater than -0.</summary>
    public readonly struct Maximum<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Canonical(Vector256.MaxNumber(a, b));
    }

    /// <summary>The magnitude of b with the sign of a.</summary>
    public readonly struct CopySign<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(SignBit<T>(), a, b);
    }

    private static Vector256<T> SignBit<T>() =>
        typeof(T) == typeof(float) ? Vector256.Create(-0f).As<float, T>() : Vector256.Create(-0d).As<double, T>();
}
