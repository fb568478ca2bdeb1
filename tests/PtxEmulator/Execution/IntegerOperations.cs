using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>Integer arithmetic; results wrap.</summary>
internal static class IntegerOperations
{
    /// <summary>a + b.</summary>
    public readonly struct Add<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a + b;
    }

    /// <summary>a - b.</summary>
    public readonly struct Subtract<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a - b;
    }

    /// <summary>The low half of a b.</summary>
    public readonly struct Multiply<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a * b;
    }

    /// <summary>The low half of a b, plus c.</summary>
    public readonly struct MultiplyAdd<T> : IVectorTernary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b, Vector256<T> c) => (a * b) + c;
    }

    /// <summary>-a.</summary>
    public readonly struct Negate<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => -a;
    }

    /// <summary>|a|; the least integer stays.</summary>
    public readonly struct Absolute<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => Vector256.Abs(a);
    }

    /// <summary>The lesser.</summary>
    public readonly struct Minimum<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);
    }

    /// <summary>The greater.</summary>
    public readonly struct Maximum<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);
    }

    /// <summary>c + |a - b|.</summary>
    public readonly struct SumOfDifference<T> : IMap<T, T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b, T c) => unchecked(c + (a < b ? b - a : a - b));
    }

    /// <summary>a / b towards zero. PTX leaves the quotient by zero open: all ones here, as cards give it.</summary>
    public readonly struct Divide<T> : IMap<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) =>
            T.IsZero(b) ? T.AllBitsSet : T.IsNegative(b) && b == -T.One ? unchecked(T.Zero - a) : a / b;
    }

    /// <summary>The rest of <see cref="Divide{T}"/>, with the sign of a; a itself where b is zero.</summary>
    public readonly struct Remainder<T> : IMap<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => T.IsZero(b) ? a : T.IsNegative(b) && b == -T.One ? T.Zero : a % b;
    }

    /// <summary>The high half of a b, plus c.</summary>
    public readonly struct HighProduct<T> : IMap<T, T, T>, IMap<T, T, T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T a, T b) =>
            T.CreateTruncating((Int128.CreateTruncating(a) * Int128.CreateTruncating(b)) >> (8 * Unsafe.SizeOf<T>()));

        public static T Apply(T a, T b, T c) => unchecked(Apply(a, b) + c);
    }

    /// <summary>a b in twice the width, plus c.</summary>
    public readonly struct WideProduct<T, TWide> : IMap<T, T, TWide>, IMap<T, T, TWide, TWide>
        where T : IBinaryInteger<T>
        where TWide : IBinaryInteger<TWide>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Apply(T a, T b) => TWide.CreateTruncating(a) * TWide.CreateTruncating(b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Apply(T a, T b, TWide c) => unchecked(Apply(a, b) + c);
    }

    /// <summary>The low 32 bits of the product of the low 24 bits, plus c.</summary>
    public readonly struct Product24Unsigned : IMap<uint, uint, uint>, IMap<uint, uint, uint, uint>
    {
        public static uint Apply(uint a, uint b) => (a & 0xffffff) * (b & 0xffffff);

        public static uint Apply(uint a, uint b, uint c) => Apply(a, b) + c;
    }

    /// <summary>The low 32 bits of the product of the low 24 bits, sign-extended, plus c.</summary>
    public readonly struct Product24Signed : IMap<int, int, int>, IMap<int, int, int, int>
    {
        public static int Apply(int a, int b) => ((a << 8) >> 8) * ((b << 8) >> 8);

        public static int Apply(int a, int b, int c) => Apply(a, b) + c;
    }
}
