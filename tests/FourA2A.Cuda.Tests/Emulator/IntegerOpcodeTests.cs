using System.Numerics;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class IntegerOpcodeTests
{
    [Fact]
    public void SumsAndProducts_Wrap()
    {
        CheckSumsAndProducts<ushort>("u16");
        CheckSumsAndProducts<short>("s16");
        CheckSumsAndProducts<uint>("u32");
        CheckSumsAndProducts<int>("s32");
        CheckSumsAndProducts<ulong>("u64");
        CheckSumsAndProducts<long>("s64");
    }

    [Fact]
    public void WideProducts_AreExact()
    {
        Opcode.Check<ushort, ushort, uint>("mul.wide.u16 d, a, b;", (a, b) => (uint)a * b);
        Opcode.Check<short, short, int>("mul.wide.s16 d, a, b;", (a, b) => a * b);
        Opcode.Check<uint, uint, ulong>("mul.wide.u32 d, a, b;", (a, b) => (ulong)a * b);
        Opcode.Check<int, int, long>("mul.wide.s32 d, a, b;", (a, b) => (long)a * b);
        Opcode.Check<ushort, ushort, uint, uint>("mad.wide.u16 d, a, b, c;", (a, b, c) => ((uint)a * b) + c);
        Opcode.Check<short, short, int, int>("mad.wide.s16 d, a, b, c;", (a, b, c) => (a * b) + c);
        Opcode.Check<uint, uint, ulong, ulong>("mad.wide.u32 d, a, b, c;", (a, b, c) => ((ulong)a * b) + c);
        Opcode.Check<int, int, long, long>("mad.wide.s32 d, a, b, c;", (a, b, c) => ((long)a * b) + c);
    }

    [Fact]
    public void Products24_TakeLow24Bits()
    {
        Opcode.Check<uint, uint, uint>("mul24.lo.u32 d, a, b;", (a, b) => (uint)((ulong)(a % (1 << 24)) * (b % (1 << 24))));
        Opcode.Check<int, int, int>("mul24.lo.s32 d, a, b;", (a, b) => (int)((long)Low24(a) * Low24(b)));
        Opcode.Check<uint, uint, uint, uint>(
            "mad24.lo.u32 d, a, b, c;", (a, b, c) => (uint)((ulong)(a % (1 << 24)) * (b % (1 << 24))) + c);
        Opcode.Check<int, int, int, int>("mad24.lo.s32 d, a, b, c;", (a, b, c) => (int)((long)Low24(a) * Low24(b)) + c);
    }

    [Fact]
    public void Quotients_GoTowardsZero()
    {
        CheckQuotients<ushort>("u16");
        CheckQuotients<short>("s16");
        CheckQuotients<uint>("u32");
        CheckQuotients<int>("s32");
        CheckQuotients<ulong>("u64");
        CheckQuotients<long>("s64");
    }

    [Fact]
    public void Negation_Wraps()
    {
        CheckNegation<short>("s16");
        CheckNegation<int>("s32");
        CheckNegation<long>("s64");
    }

    [Fact]
    public void Immediates_AreOfTheInstructionsType()
    {
        Opcode.Check<ushort, ushort>("add.u16 d, a, 65535;", a => (ushort)(a - 1));
        Opcode.Check<int, int>("add.s32 d, a, -0x10;", a => a - 16);
        Opcode.Check<uint, uint>("sub.u32 d, 4294967295U, a;", a => uint.MaxValue - a);
        Opcode.Check<ulong, ulong>("xor.b64 d, a, 0xffffffffffffffff;", a => ~a);
        Opcode.Check<uint, uint>("and.b32 d, a, 0b1010;", a => a & 10);
        Opcode.Check<uint, uint>("mul.lo.u32 d, a, WARP_SZ;", a => a * 32);
    }

    private static int Low24(int a)
    {
        var low = a & 0xffffff;
        return low >= 1 << 23 ? low - (1 << 24) : low;
    }

    private static void CheckSumsAndProducts<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        var width = 8 * BigWidth<T>();
        Opcode.Check<T, T, T>($"add.{type} d, a, b;", (a, b) => Wrap<T>(Big(a) + Big(b)));
        Opcode.Check<T, T, T>($"sub.{type} d, a, b;", (a, b) => Wrap<T>(Big(a) - Big(b)));
        Opcode.Check<T, T, T>($"mul.lo.{type} d, a, b;", (a, b) => Wrap<T>(Big(a) * Big(b)));
        Opcode.Check<T, T, T>($"mul.hi.{type} d, a, b;", (a, b) => Wrap<T>((Big(a) * Big(b)) >> width));
        Opcode.Check<T, T, T, T>($"mad.lo.{type} d, a, b, c;", (a, b, c) => Wrap<T>((Big(a) * Big(b)) + Big(c)));
        Opcode.Check<T, T, T, T>($"mad.hi.{type} d, a, b, c;", (a, b, c) => Wrap<T>(((Big(a) * Big(b)) >> width) + Big(c)));
        Opcode.Check<T, T, T, T>($"sad.{type} d, a, b, c;", (a, b, c) => Wrap<T>(BigInteger.Abs(Big(a) - Big(b)) + Big(c)));
        Opcode.Check<T, T, T>($"min.{type} d, a, b;", (a, b) => Big(a) < Big(b) ? a : b);
        Opcode.Check<T, T, T>($"max.{type} d, a, b;", (a, b) => Big(a) > Big(b) ? a : b);
    }

    private static void CheckQuotients<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        Opcode.Check<T, T, T>(
            $"div.{type} d, a, b;", (a, b) => b == T.Zero ? T.AllBitsSet : Wrap<T>(BigInteger.Divide(Big(a), Big(b))));
        Opcode.Check<T, T, T>($"rem.{type} d, a, b;", (a, b) => b == T.Zero ? a : Wrap<T>(BigInteger.Remainder(Big(a), Big(b))));
    }

    private static void CheckNegation<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        Opcode.Check<T, T>($"neg.{type} d, a;", a => Wrap<T>(-Big(a)));
        Opcode.Check<T, T>($"abs.{type} d, a;", a => Wrap<T>(BigInteger.Abs(Big(a))));
    }

    private static int BigWidth<T>()
        where T : IBinaryInteger<T> => T.Zero.GetByteCount();

    private static BigInteger Big<T>(T value)
        where T : IBinaryInteger<T> => BigInteger.CreateChecked(value);

    private static T Wrap<T>(BigInteger value)
        where T : IBinaryInteger<T> => T.CreateTruncating(value);
}
