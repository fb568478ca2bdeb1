using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PtxEmulator.Execution;

/// <summary>Logic, shifts and bit fields.</summary>
internal static class Bitwise
{
    public readonly struct And<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a & b;
    }

    public readonly struct Or<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a | b;
    }

    public readonly struct Xor<T> : IVectorBinary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a ^ b;
    }

    public readonly struct Not<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => ~a;
    }

    public readonly struct Copy<T> : IVectorUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> a) => a;
    }

    /// <summary>1 where a is zero, else 0.</summary>
    public readonly struct IsZero<T> : IMap<T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a) => T.IsZero(a) ? T.One : T.Zero;
    }

    /// <summary>a shifted left; 0 where the amount reaches the width.</summary>
    public readonly struct ShiftLeft<T> : IMap<T, uint, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, uint b) => b >= 8 * Unsafe.SizeOf<T>() ? T.Zero : a << (int)b;
    }

    /// <summary>a shifted right, filled with its sign if it has one; all fill where the amount reaches the width.</summary>
    public readonly struct ShiftRight<T> : IMap<T, uint, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, uint b) =>
            b >= 8 * Unsafe.SizeOf<T>() ? T.IsNegative(a) ? T.AllBitsSet : T.Zero : a >> (int)b;
    }

    /// <summary>The high word of b:a shifted left by c mod 32.</summary>
    public readonly struct FunnelLeftWrap : IMap<uint, uint, uint, uint>
    {
        public static uint Apply(uint a, uint b, uint c) => (uint)(((((ulong)b << 32) | a) << (int)(c & 31)) >> 32);
    }

    /// <summary>The high word of b:a shifted left by c, 32 at most.</summary>
    public readonly struct FunnelLeftClamp : IMap<uint, uint, uint, uint>
    {
        public static uint Apply(uint a, uint b, uint c) => (uint)(((((ulong)b << 32) | a) << (int)Math.Min(c, 32)) >> 32);
    }

    /// <summary>The low word of b:a shifted right by c mod 32.</summary>
    public readonly struct FunnelRightWrap : IMap<uint, uint, uint, uint>
    {
        public static uint Apply(uint a, uint b, uint c) => (uint)((((ulong)b << 32) | a) >> (int)(c & 31));
    }

    /// <summary>The low word of b:a shifted right by c, 32 at most.</summary>
    public readonly struct FunnelRightClamp : IMap<uint, uint, uint, uint>
    {
        public static uint Apply(uint a, uint b, uint c) => (uint)((((ulong)b << 32) | a) >> (int)Math.Min(c, 32));
    }

    /// <summary>
    /// The field of c bits of a from bit b on (low bytes of both). Bits past the top, or past the field, are zero, or copies of the
    /// field's highest bit (of a's, if the field reaches past it) where the type is signed.
    /// </summary>
    public readonly struct Extract<T> : IMap<T, uint, uint, T>
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        public static T Apply(T a, uint b, uint c)
        {
            var width = 8 * Unsafe.SizeOf<T>();
            var start = (int)(b & 0xff);
            var length = (int)(c & 0xff);
            if (length == 0)
            {
                return T.Zero;
            }

            // Wide enough a shift keeps the sign: a's fill stands for the bits past its top.
            var shifted = a >> Math.Min(start, width - 1);
            if (start >= width)
            {
                shifted = T.IsNegative(a) ? T.AllBitsSet : T.Zero;
            }

            return length >= width ? shifted : (shifted << (width - length)) >> (width - length);
        }
    }

    /// <summary>The bits of a in reverse.</summary>
    public readonly struct Reverse<T> : IMap<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T a)
        {
            var result = T.Zero;
            for (var i = 0; i < 8 * Unsafe.SizeOf<T>(); i++)
            {
                result = (result << 1) | ((a >> i) & T.One);
            }

            return result;
        }
    }

    public readonly struct Count<T> : IMap<T, uint>
        where T : IBinaryInteger<T>
    {
        public static uint Apply(T a) => uint.CreateTruncating(T.PopCount(a));
    }

    public readonly struct LeadingZeros<T> : IMap<T, uint>
        where T : IBinaryInteger<T>
    {
        public static uint Apply(T a) => uint.CreateTruncating(T.LeadingZeroCount(a));
    }

    /// <summary>Position of the highest bit that differs from the sign (from zero where there is none); all ones if none does.</summary>
    public readonly struct FindLeading<T> : IMap<T, uint>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static uint Apply(T a)
        {
            var magnitude = T.IsNegative(a) ? ~a : a;
            return T.IsZero(magnitude)
                ? uint.MaxValue
                : (8 * (uint)Unsafe.SizeOf<T>()) - 1 - uint.CreateTruncating(T.LeadingZeroCount(magnitude));
        }
    }

    /// <summary>How far that bit is from the top; all ones if there is none.</summary>
    public readonly struct FindLeadingShift<T> : IMap<T, uint>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static uint Apply(T a) =>
            FindLeading<T>.Apply(a) is var position && position == uint.MaxValue
                ? uint.MaxValue
                : (8 * (uint)Unsafe.SizeOf<T>()) - 1 - position;
    }

    /// <summary>Four bytes of b:a by the nibbles of c; a nibble's high bit asks for the byte's sign in every bit.</summary>
    public readonly struct Permute : IMap<uint, uint, uint, uint>
    {
        public static uint Apply(uint a, uint b, uint c)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, ((ulong)b << 32) | a);
            var result = 0u;
            for (var i = 0; i < 4; i++)
            {
                var selector = (c >> (4 * i)) & 0xf;
                var value = bytes[(int)(selector & 7)];
                var chosen = selector < 8 ? value : value >= 128 ? byte.MaxValue : byte.MinValue;
                result |= (uint)chosen << (8 * i);
            }

            return result;
        }
    }
}
