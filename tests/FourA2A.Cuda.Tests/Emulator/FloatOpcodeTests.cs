namespace FourA2A.Cuda.Tests.Emulator;

public sealed class FloatOpcodeTests
{
    // A single-precision sum, product, quotient or root may be had by rounding the double-precision one: 53 >= 2 x 24 + 2 bits.
    [Fact]
    public void SinglePrecision_RoundsOnce()
    {
        Opcode.Check<float, float, float>("add.rn.f32 d, a, b;", (a, b) => (float)((double)a + b));
        Opcode.Check<float, float, float>("add.f32 d, a, b;", (a, b) => (float)((double)a + b));
        Opcode.Check<float, float, float>("sub.rn.f32 d, a, b;", (a, b) => (float)((double)a - b));
        Opcode.Check<float, float, float>("mul.rn.f32 d, a, b;", (a, b) => (float)((double)a * b));
        Opcode.Check<float, float, float>("div.rn.f32 d, a, b;", (a, b) => (float)((double)a / b));
        Opcode.Check<float, float>("sqrt.rn.f32 d, a;", a => (float)Math.Sqrt(a));
        Opcode.Check<float, float>("rcp.rn.f32 d, a;", a => (float)(1 / (double)a));
        Opcode.Check<float, float, float, float>("fma.rn.f32 d, a, b, c;", MathF.FusedMultiplyAdd);
        Opcode.Check<float, float, float, float>("mad.rn.f32 d, a, b, c;", MathF.FusedMultiplyAdd);
    }

    [Fact]
    public void DoublePrecision_RoundsOnce()
    {
        Opcode.Check<double, double, double>("add.rn.f64 d, a, b;", (a, b) => a + b);
        Opcode.Check<double, double, double>("sub.f64 d, a, b;", (a, b) => a - b);
        Opcode.Check<double, double, double>("mul.rn.f64 d, a, b;", (a, b) => a * b);
        Opcode.Check<double, double, double>("div.rn.f64 d, a, b;", (a, b) => a / b);
        Opcode.Check<double, double>("sqrt.rn.f64 d, a;", Math.Sqrt);
        Opcode.Check<double, double>("rcp.rn.f64 d, a;", a => 1 / a);
        Opcode.Check<double, double, double, double>("fma.rn.f64 d, a, b, c;", Math.FusedMultiplyAdd);
    }

    [Fact]
    public void FusedProduct_KeepsWhatAProductLoses()
    {
        var a = 1 + MathF.ScaleB(1, -23);
        Opcode.Check(
            "fma.rn.f32 d, a, a, b;",
            [typeof(float), typeof(float)],
            [[Opcode.Bits(a), Opcode.Bits(-(a * a))]],
            _ => MathF.ScaleB(1, -46));
    }

    [Fact]
    public void Signs_AreBits()
    {
        Opcode.Check<float, uint>("neg.f32 a, a; mov.b32 d, a;", a => BitConverter.SingleToUInt32Bits(a) ^ 0x8000_0000);
        Opcode.Check<float, uint>("abs.f32 a, a; mov.b32 d, a;", a => BitConverter.SingleToUInt32Bits(a) & 0x7fff_ffff);
        Opcode.Check<double, ulong>("neg.f64 a, a; mov.b64 d, a;", a => BitConverter.DoubleToUInt64Bits(a) ^ (1ul << 63));
        Opcode.Check<double, ulong>("abs.f64 a, a; mov.b64 d, a;", a => BitConverter.DoubleToUInt64Bits(a) & ~(1ul << 63));
        Opcode.Check<float, float, float>("copysign.f32 d, a, b;", (a, b) => MathF.CopySign(b, a), anyNaN: true);
        Opcode.Check<double, double, double>("copysign.f64 d, a, b;", (a, b) => Math.CopySign(b, a));
    }

    [Fact]
    public void Extremes_PreferNumbersToNaN()
    {
        Opcode.Check<float, float, float>("min.f32 d, a, b;", (a, b) => (float)Least(a, b));
        Opcode.Check<float, float, float>("max.f32 d, a, b;", (a, b) => (float)-Least(-a, -b));
        Opcode.Check<double, double, double>("min.f64 d, a, b;", Least);
        Opcode.Check<double, double, double>("max.f64 d, a, b;", (a, b) => -Least(-a, -b));
    }

    [Fact]
    public void Literals_AreBitsOrDecimals()
    {
        Opcode.Check<float, float>("mul.f32 d, a, 0f3FC00000;", a => a * 1.5f);
        Opcode.Check<float, float>("mul.f32 d, a, 0.25;", a => a * 0.25f);
        Opcode.Check<double, double>("mul.f64 d, a, 0d3FF8000000000000;", a => a * 1.5);
        Opcode.Check<double, double>("mul.f64 d, a, -2.5e-1;", a => a * -0.25);
    }

    private static double Least(double a, double b) =>
        double.IsNaN(a) ? b
        : double.IsNaN(b) ? a
        : a == 0 && b == 0 ? (double.IsNegative(a) ? a : b)
        : a < b ? a
        : b;
}
