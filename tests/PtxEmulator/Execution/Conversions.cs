using System.Numerics;
using System.Runtime.CompilerServices;
using PtxEmulator.Model;

namespace PtxEmulator.Execution;

/// <summary>What <c>cvt</c> does, by its types and rounding.</summary>
internal static unsafe class Conversions
{
    /// <summary>The method for a conversion that the decoder has found sound.</summary>
    public static delegate*<Warp, Instruction, byte*, uint, void> Find(ScalarType from, ScalarType to, string? rounding, bool saturates) =>
        from switch
        {
            ScalarType.U8 => FromInteger<byte>(to, rounding, saturates),
            ScalarType.U16 => FromInteger<ushort>(to, rounding, saturates),
            ScalarType.U32 => FromInteger<uint>(to, rounding, saturates),
            ScalarType.U64 => FromInteger<ulong>(to, rounding, saturates),
            ScalarType.S8 => FromInteger<sbyte>(to, rounding, saturates),
            ScalarType.S16 => FromInteger<short>(to, rounding, saturates),
            ScalarType.S32 => FromInteger<int>(to, rounding, saturates),
            ScalarType.S64 => FromInteger<long>(to, rounding, saturates),
            ScalarType.F32 when to == ScalarType.F64 => &Lanes.Widen,
            ScalarType.F64 when to == ScalarType.F32 => rounding switch
            {
                "rn" => &Lanes.Narrow,
                "rz" => &Lanes.Convert<Narrow<TowardsZero>, double, float>,
                "rm" => &Lanes.Convert<Narrow<Down>, double, float>,
                _ => &Lanes.Convert<Narrow<Up>, double, float>,
            },
            ScalarType.F32 => FromFloat<float>(to, rounding),
            _ => FromFloat<double>(to, rounding),
        };

    private static delegate*<Warp, Instruction, byte*, uint, void> FromInteger<T>(ScalarType to, string? rounding, bool saturates)
        where T : unmanaged, IBinaryInteger<T> => to switch
        {
            ScalarType.U8 => saturates ? &Lanes.Convert<Saturate<T, byte>, T, byte> : &Lanes.Convert<Truncate<T, byte>, T, byte>,
            ScalarType.U16 => saturates ? &Lanes.Convert<Saturate<T, ushort>, T, ushort> : &Lanes.Convert<Truncate<T, ushort>, T, ushort>,
            ScalarType.U32 => saturates ? &Lanes.Convert<Saturate<T, uint>, T, uint> : &Lanes.Convert<Truncate<T, uint>, T, uint>,
            ScalarType.U64 => saturates ? &Lanes.Convert<Saturate<T, ulong>, T, ulong> : &Lanes.Convert<Truncate<T, ulong>, T, ulong>,
            ScalarType.S8 => saturates ? &Lanes.Convert<Saturate<T, sbyte>, T, sbyte> : &Lanes.Convert<Truncate<T, sbyte>, T, sbyte>,
            ScalarType.S16 => saturates ? &Lanes.Convert<Saturate<T, short>, T, short> : &Lanes.Convert<Truncate<T, short>, T, short>,
            ScalarType.S32 => saturates ? &Lanes.Convert<Saturate<T, int>, T, int> : &Lanes.Convert<Truncate<T, int>, T, int>,
            ScalarType.S64 => saturates ? &Lanes.Convert<Saturate<T, long>, T, long> : &Lanes.Convert<Truncate<T, long>, T, long>,
            ScalarType.F32 => rounding switch
            {
                "rn" => &Lanes.Convert<ToFloat<T, float, Nearest>, T, float>,
                "rz" => &Lanes.Convert<ToFloat<T, float, TowardsZero>, T, float>,
                "rm" => &Lanes.Convert<ToFloat<T, float, Down>, T, float>,
                _ => &Lanes.Convert<ToFloat<T, float, Up>, T, float>,
            },
            _ => rounding switch
            {
                "rn" => &Lanes.Convert<ToFloat<T, double, Nearest>, T, double>,
                "rz" => &Lanes.Convert<ToFloat<T, double, TowardsZero>, T, double>,
                "rm" => &Lanes.Convert<ToFloat<T, double, Down>, T, double>,
                _ => &Lanes.Convert<ToFloat<T, double, Up>, T, double>,
            },
        };

    private static delegate*<Warp, Instruction, byte*, uint, void> FromFloat<T>(ScalarType to, string? rounding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => rounding switch
        {
            null => &Lanes.Convert<Round<T, Itself>, T, T>,
            "rni" => Rounded<T, Nearest>(to),
            "rzi" => Rounded<T, TowardsZero>(to),
            "rmi" => Rounded<T, Down>(to),
            _ => Rounded<T, Up>(to),
        };

    private static delegate*<Warp, Instruction, byte*, uint, void> Rounded<T, TRounding>(ScalarType to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRounding : struct, IRounding => to switch
        {
            ScalarType.U8 => &Lanes.Convert<ToInteger<T, byte, TRounding>, T, byte>,
            ScalarType.U16 => &Lanes.Convert<ToInteger<T, ushort, TRounding>, T, ushort>,
            ScalarType.U32 => &Lanes.Convert<ToInteger<T, uint, TRounding>, T, uint>,
            ScalarType.U64 => &Lanes.Convert<ToInteger<T, ulong, TRounding>, T, ulong>,
            ScalarType.S8 => &Lanes.Convert<ToInteger<T, sbyte, TRounding>, T, sbyte>,
            ScalarType.S16 => &Lanes.Convert<ToInteger<T, short, TRounding>, T, short>,
            ScalarType.S32 => &Lanes.Convert<ToInteger<T, int, TRounding>, T, int>,
            ScalarType.S64 => &Lanes.Convert<ToInteger<T, long, TRounding>, T, long>,
            _ => &Lanes.Convert<Round<T, TRounding>, T, T>,
        };

    /// <summary>A direction of rounding.</summary>
    public interface IRounding
    {
        /// <summary>The integer a number is rounded to.</summary>
        static abstract T ToInteger<T>(T value)
            where T : IBinaryFloatingPointIeee754<T>;

        /// <summary>
        /// The float for a number between two: given the one nearest to it, and the sign of that minus the number itself.
        /// </summary>
        static abstract T Correct<T>(T nearest, int error)
            where T : IBinaryFloatingPointIeee754<T>;
    }

    public readonly struct Itself : IRounding
    {
        public static T ToInteger<T>(T value)
            where T : IBinaryFloatingPointIeee754<T> => value;

        public static T Correct<T>(T nearest, int error)
            where T : IBinaryFloatingPointIeee754<T> => nearest;
    }

    public readonly struct Nearest : IRounding
    {
        public static T ToInteger<T>(T value)
            where T : IBinaryFloatingPointIeee754<T> => T.Round(value, MidpointRounding.ToEven);

        public static T Correct<T>(T nearest, int error)
            where T : IBinaryFloatingPointIeee754<T> => nearest;
    }

    public readonly struct TowardsZero : IRounding
    {
        public static T ToInteger<T>(T value)
            where T : IBinaryFloatingPointIeee754<T> => T.Truncate(value);

        public static T Correct<T>(T nearest, int error)
            where T : IBinaryFloatingPointIeee754<T> =>
            T.IsNegative(nearest) ? Up.Correct(nearest, error) : Down.Correct(nearest, error);
    }

    public readonly struct Down : IRounding
    {
        public static T ToInteger<T>(T value)
            where T : IBinaryFloatingPointIeee754<T> => T.Floor(value);

        public static T Correct<T>(T nearest, int error)
            where T : IBinaryFloatingPointIeee754<T> => error > 0 ? T.BitDecrement(nearest) : nearest;
    }

    public readonly struct Up : IRounding
    {
        public static T ToInteger<T>(T value)
            where T : IBinaryFloatingPointIeee754<T> => T.Ceiling(value);

        public static T Correct<T>(T nearest, int error)
            where T : IBinaryFloatingPointIeee754<T> => error < 0 ? T.BitIncrement(nearest) : nearest;
    }

    /// <summary>The low bits; a wider result is extended by the source's sign.</summary>
    public readonly struct Truncate<TA, TD> : IMap<TA, TD>
        where TA : INumberBase<TA>
        where TD : INumberBase<TD>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TD Apply(TA a) => TD.CreateTruncating(a);
    }

    /// <summary>The nearest integer that the result can hold.</summary>
    public readonly struct Saturate<TA, TD> : IMap<TA, TD>
        where TA : INumberBase<TA>
        where TD : INumberBase<TD>
    {
        public static TD Apply(TA a) => TD.CreateSaturating(a);
    }

    /// <summary>An integer as a float.</summary>
    public readonly struct ToFloat<TA, TD, TRounding> : IMap<TA, TD>
        where TA : IBinaryInteger<TA>
        where TD : IBinaryFloatingPointIeee754<TD>
        where TRounding : struct, IRounding
    {
        public static TD Apply(TA a)
        {
            // A conversion from 64 unsigned bits may round twice on a machine without an instruction for it: halve the number, keep what
            // falls off in the lowest bit, and only signed ones are converted.
            var isHuge = !TA.IsNegative(a) && long.CreateTruncating(a) < 0;
            var nearest = isHuge
                ? TD.CreateTruncating((long)((ulong.CreateTruncating(a) >> 1) | (ulong.CreateTruncating(a) & 1))) * TD.CreateTruncating(2)
                : TD.CreateTruncating(long.CreateTruncating(a));
            return typeof(TRounding) == typeof(Nearest)
                ? nearest
                : TRounding.Correct(nearest, Int128.CreateTruncating(nearest).CompareTo(Int128.CreateTruncating(a)));
        }
    }

    /// <summary>A float as an integer, clamped. NaN gives 0 between types of 32 bits at most, else the highest bit alone.</summary>
    public readonly struct ToInteger<TA, TD, TRounding> : IMap<TA, TD>
        where TA : unmanaged, IBinaryFloatingPointIeee754<TA>
        where TD : unmanaged, IBinaryInteger<TD>, IMinMaxValue<TD>
        where TRounding : struct, IRounding
    {
        public static TD Apply(TA a)
        {
            if (TA.IsNaN(a))
            {
                return Unsafe.SizeOf<TA>() == 8 || Unsafe.SizeOf<TD>() == 8 ? TD.One << ((8 * Unsafe.SizeOf<TD>()) - 1) : TD.Zero;
            }

            return TD.CreateSaturating(TRounding.ToInteger(a));
        }
    }

    /// <summary>A float rounded to an integer, as a float.</summary>
    public readonly struct Round<T, TRounding> : IMap<T, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRounding : struct, IRounding
    {
        public static T Apply(T a) => TRounding.ToInteger(a);
    }

    /// <summary>A double as a float, rounded in a direction.</summary>
    public readonly struct Narrow<TRounding> : IMap<double, float>
        where TRounding : struct, IRounding
    {
        public static float Apply(double a) =>
            double.IsNaN(a) ? BitConverter.UInt32BitsToSingle(0x7fffffff) : TRounding.Correct((float)a, ((double)(float)a).CompareTo(a));
    }
}
