using System.Numerics;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class SelectionOpcodeTests
{
    [Fact]
    public void Comparisons_OfIntegers()
    {
        CheckOrder<ushort>("u16");
        CheckOrder<short>("s16");
        CheckOrder<uint>("u32");
        CheckOrder<int>("s32");
        CheckOrder<ulong>("u64");
        CheckOrder<long>("s64");
        Opcode.Check<uint, uint, bool>("setp.lo.u32 d, a, b;", (a, b) => a < b);
        Opcode.Check<uint, uint, bool>("setp.ls.u32 d, a, b;", (a, b) => a <= b);
        Opcode.Check<ulong, ulong, bool>("setp.hi.u64 d, a, b;", (a, b) => a > b);
        Opcode.Check<ulong, ulong, bool>("setp.hs.u64 d, a, b;", (a, b) => a >= b);
        Opcode.Check<uint, uint, bool>("setp.eq.b32 d, a, b;", (a, b) => a == b);
        Opcode.Check<ulong, ulong, bool>("setp.ne.b64 d, a, b;", (a, b) => a != b);
    }

    [Fact]
    public void Comparisons_OfFloats_OrderedAndNot()
    {
        CheckFloats<float>("f32");
        CheckFloats<double>("f64");
    }

    [Fact]
    public void Comparison_CombinesWithAPredicate_AndGivesItsOpposite()
    {
        Opcode.Check<int, int, bool, bool>("setp.lt.and.s32 d, a, b, c;", (a, b, c) => a < b && c);
        Opcode.Check<int, int, bool, bool>("setp.lt.or.s32 d, a, b, !c;", (a, b, c) => a < b || !c);
        Opcode.Check<int, int, bool, bool>("setp.lt.xor.s32 d, a, b, c;", (a, b, c) => a < b != c);
        Opcode.Check<float, float, bool>("{ .reg .pred p; setp.lt.f32 p|d, a, b; }", (a, b) => !(a < b));
        Opcode.Check<float, float, bool, bool>("{ .reg .pred p; setp.lt.and.f32 p|d, a, b, c; }", (a, b, c) => !(a < b) && c);
    }

    [Fact]
    public void Set_GivesOnesOrOne()
    {
        Opcode.Check<float, float, uint>("set.geu.u32.f32 d, a, b;", (a, b) => !(a < b) ? uint.MaxValue : 0);
        Opcode.Check<int, int, float>("set.gt.f32.s32 d, a, b;", (a, b) => a > b ? 1 : 0);
        Opcode.Check<long, long, bool, int>("set.le.and.s32.s64 d, a, b, c;", (a, b, c) => a <= b && c ? -1 : 0);
    }

    [Fact]
    public void Selections_ByPredicateAndSign()
    {
        Opcode.Check<ushort, ushort, bool, ushort>("selp.b16 d, a, b, c;", (a, b, c) => c ? a : b);
        Opcode.Check<float, float, bool, float>("selp.f32 d, a, b, c;", (a, b, c) => c ? a : b, anyNaN: true);
        Opcode.Check<double, double, bool, double>("selp.f64 d, a, b, c;", (a, b, c) => c ? a : b);
        Opcode.Check<ulong, bool, ulong>("selp.b64 d, a, 9221120237041090560, b;", (a, c) => c ? a : 9221120237041090560);
        Opcode.Check<uint, uint, int, uint>("slct.u32.s32 d, a, b, c;", (a, b, c) => c >= 0 ? a : b);
        Opcode.Check<ulong, ulong, float, ulong>("slct.b64.f32 d, a, b, c;", (a, b, c) => c >= 0 ? a : b);
    }

    [Fact]
    public void Tests_OfFloats()
    {
        CheckTests<float>("f32");
        CheckTests<double>("f64");
    }

    private static void CheckOrder<T>(string type)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        Opcode.Check<T, T, bool>($"setp.eq.{type} d, a, b;", (a, b) => a == b);
        Opcode.Check<T, T, bool>($"setp.ne.{type} d, a, b;", (a, b) => a != b);
        Opcode.Check<T, T, bool>($"setp.lt.{type} d, a, b;", (a, b) => a < b);
        Opcode.Check<T, T, bool>($"setp.le.{type} d, a, b;", (a, b) => a <= b);
        Opcode.Check<T, T, bool>($"setp.gt.{type} d, a, b;", (a, b) => a > b);
        Opcode.Check<T, T, bool>($"setp.ge.{type} d, a, b;", (a, b) => a >= b);
    }

    private static void CheckFloats<T>(string type)
        where T : unmanaged, IFloatingPoint<T>
    {
        foreach (var (name, compare) in new (string, Func<T, T, bool>)[]
        {
            ("eq", (a, b) => a == b), ("lt", (a, b) => a < b), ("le", (a, b) => a <= b), ("gt", (a, b) => a > b), ("ge", (a, b) => a >= b),
            ("ne", (a, b) => a < b || a > b),
        })
        {
            Opcode.Check($"setp.{name}.{type} d, a, b;", compare);
            Opcode.Check<T, T, bool>($"setp.{name}u.{type} d, a, b;", (a, b) => T.IsNaN(a) || T.IsNaN(b) || compare(a, b));
        }

        Opcode.Check<T, T, bool>($"setp.num.{type} d, a, b;", (a, b) => !T.IsNaN(a) && !T.IsNaN(b));
        Opcode.Check<T, T, bool>($"setp.nan.{type} d, a, b;", (a, b) => T.IsNaN(a) || T.IsNaN(b));
    }

    private static void CheckTests<T>(string type)
        where T : unmanaged, IFloatingPoint<T>
    {
        Opcode.Check<T, bool>($"testp.finite.{type} d, a;", T.IsFinite);
        Opcode.Check<T, bool>($"testp.infinite.{type} d, a;", T.IsInfinity);
        Opcode.Check<T, bool>($"testp.number.{type} d, a;", a => !T.IsNaN(a));
        Opcode.Check<T, bool>($"testp.notanumber.{type} d, a;", T.IsNaN);
        Opcode.Check<T, bool>($"testp.normal.{type} d, a;", T.IsNormal);
        Opcode.Check<T, bool>($"testp.subnormal.{type} d, a;", T.IsSubnormal);
    }
}
