using System.Numerics;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class ConversionOpcodeTests
{
    [Fact]
    public void Integers_ExtendAndTruncate()
    {
        CheckFrom<byte>("u8");
        CheckFrom<sbyte>("s8");
        CheckFrom<ushort>("u16");
        CheckFrom<short>("s16");
        CheckFrom<uint>("u32");
        CheckFrom<int>("s32");
        CheckFrom<ulong>("u64");
        CheckFrom<long>("s64");
    }

    [Fact]
    public void Registers_MayBeWiderThanTheTypes()
    {
        Opcode.Check<uint, uint>("cvt.u32.u8 d, a;", a => a & 0xff);
        Opcode.Check<uint, int>("cvt.s32.s8 d, a;", a => (sbyte)a);
        Opcode.Check<ulong, long>("cvt.s16.s8 d, a;", a => (sbyte)a);
        Opcode.Check<ulong, ulong>("cvt.u16.s8 d, a;", a => (ushort)(sbyte)a);
        Opcode.Check<uint, float>("cvt.rn.f32.s16 d, a;", a => (short)a);
        Opcode.Check<float, long>("cvt.rzi.s8.f32 d, a;", a => float.IsNaN(a) ? 0 : (long)Math.Clamp(Math.Truncate((double)a), -128, 127));
    }

    [Fact]
    public void IntegersToFloats_RoundOnce()
    {
        CheckToFloat<sbyte>("s8");
        CheckToFloat<ushort>("u16");
        CheckToFloat<uint>("u32");
        CheckToFloat<int>("s32");
        CheckToFloat<ulong>("u64");
        CheckToFloat<long>("s64");

        // Just above the middle between two floats: to double first it would be the middle, and then even.
        Opcode.Check("cvt.rn.f32.u64 d, a;", [typeof(ulong)], [[0x8000_0080_0000_0001]], _ => 9223373136366403584f);
    }

    [Fact]
    public void FloatsToIntegers_RoundClampAndMakeZeroOfNaN()
    {
        foreach (var (suffix, round) in Roundings)
        {
            CheckToInteger<byte>("u8", suffix, round);
            CheckToInteger<sbyte>("s8", suffix, round);
            CheckToInteger<ushort>("u16", suffix, round);
            CheckToInteger<short>("s16", suffix, round);
            CheckToInteger<uint>("u32", suffix, round);
            CheckToInteger<int>("s32", suffix, round);
            CheckToInteger<ulong>("u64", suffix, round);
            CheckToInteger<long>("s64", suffix, round);
            Opcode.Check<float, float>($"cvt.{suffix}.f32.f32 d, a;", a => (float)round(a), anyNaN: true);
            Opcode.Check<double, double>($"cvt.{suffix}.f64.f64 d, a;", round);
        }
    }

    [Fact]
    public void FloatsToFloats_RoundAsTold()
    {
        Opcode.Check<float, double>("cvt.f64.f32 d, a;", a => a);
        Opcode.Check<double, float>("cvt.rn.f32.f64 d, a;", a => (float)a);
        Opcode.Check<double, float>("cvt.rz.f32.f64 d, a;", a => a > 0 ? Below(a) : Above(a));
        Opcode.Check<double, float>("cvt.rm.f32.f64 d, a;", Below);
        Opcode.Check<double, float>("cvt.rp.f32.f64 d, a;", Above);
    }

    private static readonly (string Suffix, Func<double, double> Round)[] Roundings =
    [
        ("rni", a => Math.Round(a, MidpointRounding.ToEven)), ("rzi", Math.Truncate), ("rmi", Math.Floor), ("rpi", Math.Ceiling),
    ];

    private static float Below(double a) => (float)a is var f && f > a ? MathF.BitDecrement(f) : f;

    private static float Above(double a) => (float)a is var f && f < a ? MathF.BitIncrement(f) : f;

    private static void CheckFrom<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        CheckPair<T, byte>(type, "u8");
        CheckPair<T, sbyte>(type, "s8");
        CheckPair<T, ushort>(type, "u16");
        CheckPair<T, short>(type, "s16");
        CheckPair<T, uint>(type, "u32");
        CheckPair<T, int>(type, "s32");
        CheckPair<T, ulong>(type, "u64");
        CheckPair<T, long>(type, "s64");
    }

    private static void CheckPair<TA, TD>(string type, string result)
        where TA : unmanaged, IBinaryInteger<TA>
        where TD : unmanaged, IBinaryInteger<TD>, IMinMaxValue<TD>
    {
        Opcode.Check<TA, TD>($"cvt.{result}.{type} d, a;", a => TD.CreateTruncating(BigInteger.CreateChecked(a)));
        Opcode.Check<TA, TD>(
            $"cvt.sat.{result}.{type} d, a;",
            a => TD.CreateChecked(
                BigInteger.Clamp(BigInteger.CreateChecked(a), BigInteger.CreateChecked(TD.MinValue), BigInteger.CreateChecked(TD.MaxValue))));
    }

    private static void CheckToFloat<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        Opcode.Check<T, float>($"cvt.rn.f32.{type} d, a;", a => (float)Nearest(a, 24));
        Opcode.Check<T, double>($"cvt.rn.f64.{type} d, a;", a => Nearest(a, 53));
        Opcode.Check<T, float>($"cvt.rz.f32.{type} d, a;", a => (float)Directed(a, 24, up: T.IsNegative(a)));
        Opcode.Check<T, double>($"cvt.rm.f64.{type} d, a;", a => Directed(a, 53, up: false));
        Opcode.Check<T, float>($"cvt.rp.f32.{type} d, a;", a => (float)Directed(a, 24, up: true));
    }

    /// <summary>The number with that many bits, to nearest, ties to even.</summary>
    private static double Nearest<T>(T value, int bits)
        where T : IBinaryInteger<T>
    {
        var down = Directed(value, bits, up: false);
        var up = Directed(value, bits, up: true);
        var toDown = BigInteger.CreateChecked(value) - (BigInteger)down;
        var toUp = (BigInteger)up - BigInteger.CreateChecked(value);
        var step = toDown + toUp;
        return toDown < toUp ? down : toUp < toDown ? up : step.IsZero || ((BigInteger)down / step).IsEven ? down : up;
    }

    private static double Directed<T>(T value, int bits, bool up)
        where T : IBinaryInteger<T>
    {
        var exact = BigInteger.CreateChecked(value);
        var step = BigInteger.One << (int)Math.Max(0, (long)BigInteger.Abs(exact).GetBitLength() - bits);
        var below = exact - (((exact % step) + step) % step);
        return (double)(up && below != exact ? below + step : below);
    }

    private static void CheckToInteger<T>(string type, string suffix, Func<double, double> round)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var low = BigInteger.CreateChecked(T.MinValue);
        var high = BigInteger.CreateChecked(T.MaxValue);
        var isWide = T.Zero.GetByteCount() == 8;
        var top = T.One << ((8 * T.Zero.GetByteCount()) - 1);
        Opcode.Check<float, T>($"cvt.{suffix}.{type}.f32 d, a;", a => float.IsNaN(a) ? isWide ? top : T.Zero : Clamp(a));
        Opcode.Check<double, T>($"cvt.{suffix}.sat.{type}.f64 d, a;", a => double.IsNaN(a) ? top : Clamp(a));

        T Clamp(double a) =>
            double.IsInfinity(a) ? a > 0 ? T.MaxValue : T.MinValue : T.CreateChecked(BigInteger.Clamp((BigInteger)round(a), low, high));
    }
}
