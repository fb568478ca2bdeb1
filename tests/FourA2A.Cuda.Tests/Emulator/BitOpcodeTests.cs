using System.Globalization;
using System.Numerics;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class BitOpcodeTests
{
    [Fact]
    public void Logic_IsBitwise()
    {
        CheckLogic<ushort>("b16");
        CheckLogic<uint>("b32");
        CheckLogic<ulong>("b64");
    }

    [Fact]
    public void PredicateLogic_TakesNegatedOperands()
    {
        Opcode.Check<bool, bool, bool>("and.pred d, a, b;", (a, b) => a && b);
        Opcode.Check<bool, bool, bool>("or.pred d, a, !b;", (a, b) => a || !b);
        Opcode.Check<bool, bool, bool>("xor.pred d, !a, b;", (a, b) => a == b);
        Opcode.Check<bool, bool>("not.pred d, a;", a => !a);
        Opcode.Check<bool, bool>("mov.pred d, a;", a => a);
        Opcode.Check<bool, bool>("mov.pred d, -1;", _ => true);
        Opcode.Check<bool, bool>("mov.pred d, 0;", _ => false);
    }

    [Fact]
    public void Shifts_ClampTheirAmount()
    {
        CheckShifts<ushort>("b16", "u16");
        CheckShifts<uint>("b32", "u32");
        CheckShifts<ulong>("b64", "u64");
        CheckShifts<short>("b16", "s16");
        CheckShifts<int>("b32", "s32");
        CheckShifts<long>("b64", "s64");
        Opcode.Check<uint, uint>("shl.b32 d, a, 5;", a => a * 32);
        Opcode.Check<uint, uint>("shr.u32 d, a, 5;", a => a / 32);
        Opcode.Check<int, int>("shr.s32 d, a, 31;", a => a < 0 ? -1 : 0);
        Opcode.Check<ulong, ulong>("shl.b64 d, a, 63;", a => a % 2 << 63);
        Opcode.Check<ulong, ulong>("shr.u64 d, a, 33;", a => a / (1ul << 33));
        Opcode.Check<long, long>("shr.s64 d, a, 0;", a => a);
        Opcode.Check<uint, uint>("shl.b32 d, a, 32;", _ => 0);
        Opcode.Check<long, long>("shr.s64 d, a, 70;", a => a < 0 ? -1 : 0);
    }

    [Fact]
    public void FunnelShifts_MoveAcrossTwoWords()
    {
        Opcode.Check<uint, uint, uint, uint>("shf.l.wrap.b32 d, a, b, c;", (a, b, c) => Funnel(a, b, 32 - (int)(c % 32)));
        Opcode.Check<uint, uint, uint, uint>("shf.l.clamp.b32 d, a, b, c;", (a, b, c) => Funnel(a, b, 32 - (int)Math.Min(c, 32)));
        Opcode.Check<uint, uint, uint, uint>("shf.r.wrap.b32 d, a, b, c;", (a, b, c) => Funnel(a, b, (int)(c % 32)));
        Opcode.Check<uint, uint, uint, uint>("shf.r.clamp.b32 d, a, b, c;", (a, b, c) => Funnel(a, b, (int)Math.Min(c, 32)));
    }

    [Fact]
    public void Fields_AreTakenAndPutBitByBit()
    {
        Opcode.Check<uint, uint, uint, uint>("bfe.u32 d, a, b, c;", (a, b, c) => (uint)Extract(a, b, c, 32, isSigned: false));
        Opcode.Check<int, uint, uint, int>("bfe.s32 d, a, b, c;", (a, b, c) => (int)Extract((uint)a, b, c, 32, isSigned: true));
        Opcode.Check<ulong, uint, uint, ulong>("bfe.u64 d, a, b, c;", (a, b, c) => Extract(a, b, c, 64, isSigned: false));
        Opcode.Check<long, uint, uint, long>("bfe.s64 d, a, b, c;", (a, b, c) => (long)Extract((ulong)a, b, c, 64, isSigned: true));
        Opcode.Check<uint, uint, uint, uint>(
            "bfi.b32 d, a, 0x5a5a1234, b, c;", (a, b, c) => (uint)Insert(a, 0x5a5a1234, b, c, 32));
        Opcode.Check<ulong, uint, uint, ulong>(
            "bfi.b64 d, a, 0x123456789abcdef0, b, c;", (a, b, c) => Insert(a, 0x123456789abcdef0, b, c, 64));
    }

    [Fact]
    public void Counts_AreOfBits()
    {
        Opcode.Check<uint, uint>("brev.b32 d, a;", a => (uint)Convert.ToUInt64(Reversed(Binary(a, 32)), 2));
        Opcode.Check<ulong, ulong>("brev.b64 d, a;", a => Convert.ToUInt64(Reversed(Binary(a, 64)), 2));
        Opcode.Check<uint, uint>("popc.b32 d, a;", a => (uint)Binary(a, 32).Count(c => c == '1'));
        Opcode.Check<ulong, uint>("popc.b64 d, a;", a => (uint)Binary(a, 64).Count(c => c == '1'));
        Opcode.Check<uint, uint>("clz.b32 d, a;", a => (uint)Binary(a, 32).TakeWhile(c => c == '0').Count());
        Opcode.Check<ulong, uint>("clz.b64 d, a;", a => (uint)Binary(a, 64).TakeWhile(c => c == '0').Count());
        Opcode.Check<uint, uint>("bfind.u32 d, a;", a => Highest(Binary(a, 32), '1'));
        Opcode.Check<int, uint>("bfind.s32 d, a;", a => Highest(Binary((uint)a, 32), a < 0 ? '0' : '1'));
        Opcode.Check<ulong, uint>("bfind.u64 d, a;", a => Highest(Binary(a, 64), '1'));
        Opcode.Check<long, uint>("bfind.s64 d, a;", a => Highest(Binary((ulong)a, 64), a < 0 ? '0' : '1'));
        Opcode.Check<uint, uint>("bfind.shiftamt.u32 d, a;", a => FromTop(Binary(a, 32), '1'));
        Opcode.Check<long, uint>("bfind.shiftamt.s64 d, a;", a => FromTop(Binary((ulong)a, 64), a < 0 ? '0' : '1'));
    }

    [Fact]
    public void Permutation_TakesBytesOrTheirSigns()
    {
        Opcode.Check<uint, uint, uint>(
            "prmt.b32 d, a, b, 0x3715;", (a, b) => Byte(b, 1) | (Byte(a, 1) << 8) | (Byte(b, 3) << 16) | (Byte(a, 3) << 24));
        Opcode.Check<uint, uint, uint>(
            "prmt.b32 d, a, b, 0xc08f;", (a, b) => Sign(b, 3) | (Sign(a, 0) << 8) | (Byte(a, 0) << 16) | (Sign(b, 0) << 24));
    }

    [Fact]
    public void LookUp_TakesAnyTable()
    {
        Opcode.Check<uint, uint, uint, uint>("lop3.b32 d, a, b, c, 0x80;", (a, b, c) => a & b & c);
        Opcode.Check<uint, uint, uint, uint>("lop3.b32 d, a, b, c, 0x96;", (a, b, c) => a ^ b ^ c);
        Opcode.Check<uint, uint, uint, uint>("lop3.b32 d, a, b, c, 0xca;", (a, b, c) => (a & b) | (~a & c));
        Opcode.Check<uint, uint, uint, uint>("lop3.b32 d, a, b, c, 0x2a;", (a, b, c) => ~(a & b) & c);
    }

    private static void CheckLogic<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        Opcode.Check<T, T, T>($"and.{type} d, a, b;", (a, b) => a & b);
        Opcode.Check<T, T, T>($"or.{type} d, a, b;", (a, b) => a | b);
        Opcode.Check<T, T, T>($"xor.{type} d, a, b;", (a, b) => a ^ b);
        Opcode.Check<T, T>($"not.{type} d, a;", a => ~a);
        Opcode.Check<T, T>($"cnot.{type} d, a;", a => a == T.Zero ? T.One : T.Zero);
    }

    private static void CheckShifts<T>(string bits, string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        Opcode.Check<T, uint, T>(
            $"shl.{bits} d, a, b;", (a, b) => T.CreateTruncating(BigInteger.CreateChecked(a) << (int)Math.Min(b, 64)));
        Opcode.Check<T, uint, T>(
            $"shr.{type} d, a, b;", (a, b) => T.CreateTruncating(BigInteger.CreateChecked(a) >> (int)Math.Min(b, 64)));
    }

    private static uint Funnel(uint a, uint b, int right) => (uint)(((((BigInteger)b << 32) | a) >> right) & uint.MaxValue);

    private static ulong Extract(ulong a, uint b, uint c, int width, bool isSigned)
    {
        var start = (int)(b & 0xff);
        var length = (int)(c & 0xff);
        var fill = isSigned && length > 0 && ((a >> Math.Min(start + length - 1, width - 1)) & 1) != 0;
        var d = 0ul;
        for (var i = 0; i < width; i++)
        {
            var bit = i < length && start + i < width ? ((a >> (start + i)) & 1) != 0 : fill;
            d |= bit ? 1ul << i : 0;
        }

        return d;
    }

    private static ulong Insert(ulong a, ulong into, uint c, uint length, int width)
    {
        var start = (int)(c & 0xff);
        for (var i = 0; i < (length & 0xff) && start + i < width; i++)
        {
            into = (into & ~(1ul << (start + i))) | (((a >> i) & 1) << (start + i));
        }

        return into;
    }

    private static string Binary(ulong a, int width) => a.ToString($"b{width}", CultureInfo.InvariantCulture);

    private static string Reversed(string text) => new([.. text.Reverse()]);

    private static uint FromTop(string bits, char wanted) => (uint)bits.IndexOf(wanted, StringComparison.Ordinal);

    private static uint Highest(string bits, char wanted) =>
        bits.Contains(wanted, StringComparison.Ordinal) ? (uint)bits.Length - 1 - FromTop(bits, wanted) : uint.MaxValue;

    private static uint Byte(uint word, int index) => (word >> (8 * index)) & 0xff;

    private static uint Sign(uint word, int index) => Byte(word, index) >= 128 ? 0xffu : 0;
}
