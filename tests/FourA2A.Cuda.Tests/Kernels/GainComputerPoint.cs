using FourA2A.Compressor;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The gain computer's derivatives of one sample in double: with k = ln 10 / 20, <c>f_CT = k s f</c>, <c>f_s = k (CT - L) f</c>, <c>f_CTCT = k^2 s^2 f</c>,
/// <c>f_CTs = k f + k^2 s (CT - L) f</c>, <c>f_ss = k^2 (CT - L)^2 f</c> where active, 0 elsewhere; CT and L in dB, f_L = -f_CT. Levels are given, and
/// their cotangents returned, in units of log2.
/// </summary>
internal sealed class GainComputerPoint
{
    private const double K = ModelConstants.NepersPerDecibel;

    private static readonly double Log2PerDecibel = double.Log2(10) / 20;

    private readonly Computed f;
    private readonly Computed s;
    private readonly Computed excess;

    public GainComputerPoint(GainComputer curve, double level)
    {
        s = curve.Slope;
        var active = curve.IsActive(level / Log2PerDecibel);
        // The difference is rounded once.
        excess = active ? Computed.Rounded(curve.ThresholdDb - (level / Log2PerDecibel)) : 0;
        var nepers = K * curve.Slope * excess.Value;
        // exp2 is good to 1.01 ulp, 2.02 roundings; its argument, a product, carries two.
        f = active ? Computed.Rounded(double.Exp(nepers)) with { Roundings = 2.02 + (2 * double.Abs(nepers)) } : 0;
    }

    // Each constant is a product of two numbers rounded once.
    private static Computed Constant(double value) => Computed.Rounded(value) with { Roundings = 2 };

    private Computed ByThreshold => Constant(K) * s * f;

    private Computed BySlope => Constant(K) * excess * f;

    private Computed ByThresholdTwice => Constant(K * K) * (s * s) * f;

    private Computed BySlopeTwice => Constant(K * K) * (excess * excess) * f;

    private Computed ByBoth => (Constant(K) * f) + (Constant(K * K) * (s * excess) * f);

    public Computed Jvp((double ThresholdDb, double Slope) theta, double level) => (ByThreshold * Change(theta, level)) + (BySlope * theta.Slope);

    public (Computed Level, Computed Threshold, Computed Slope) Vjp(double cotangent) => Cotangents(cotangent * ByThreshold, cotangent * BySlope);

    public (Computed Level, Computed Threshold, Computed Slope) JvpOfVjp(
        double cotangent, (double ThresholdDb, double Slope) theta, double level, double cotangentTangent)
    {
        var change = Change(theta, level);
        return Cotangents(
            (cotangentTangent * ByThreshold) + (cotangent * ((ByThresholdTwice * change) + (ByBoth * theta.Slope))),
            (cotangentTangent * BySlope) + (cotangent * ((ByBoth * change) + (BySlopeTwice * theta.Slope))));
    }

    public Computed JvpOfJvp(
        (double ThresholdDb, double Slope) first, double levelFirst, (double ThresholdDb, double Slope) second, double levelSecond, double levelOfBoth)
    {
        var (one, other) = (Change(first, levelFirst), Change(second, levelSecond));
        return (ByThresholdTwice * one * other) + (ByBoth * ((one * second.Slope) + (other * first.Slope)))
            + (BySlopeTwice * (first.Slope * second.Slope)) - (ByThreshold * (levelOfBoth / Log2PerDecibel));
    }

    private static Computed Change((double ThresholdDb, double Slope) theta, double level) => theta.ThresholdDb - (Computed)(level / Log2PerDecibel);

    private static (Computed Level, Computed Threshold, Computed Slope) Cotangents(Computed threshold, Computed slope)
        => (-(threshold / Log2PerDecibel), threshold, slope);
}
