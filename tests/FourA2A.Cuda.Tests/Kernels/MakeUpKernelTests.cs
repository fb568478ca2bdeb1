using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The make-up on a card against <c>z = x g G</c>, <c>z_g = x G</c>, <c>z_gamma = k z</c>, <c>z_g,gamma = k x G</c>, <c>z_gamma,gamma = k^2 z</c> in double. One subclass per card.
/// </summary>
public abstract class MakeUpKernelTests(Card card, ITestOutputHelper output) : RowKernelTests(card, output)
{
    private const double One = 1.7;
    private const double Other = -3.1;

    private static readonly MakeUp MakeUp = new(7.3);
    private static readonly Computed K = Computed.Rounded(ModelConstants.NepersPerDecibel);
    private static readonly Computed Amplitude = Computed.Rounded(MakeUp.Amplitude);

    private MakeUpKernels? kernels;

    private MakeUpKernels Kernels => kernels ??= Own(new MakeUpKernels(Card.Context));

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void ForwardAndDerivatives_MatchTheirFormulas(int chunks, int length)
    {
        var arrays = Arrays(chunks, length);
        var (x, g, cotangent) = (arrays.Uniform(), arrays.Uniform(), arrays.Uniform());
        var (one, other, both) = (arrays.Uniform(), arrays.Uniform(), arrays.Uniform());
        var (xOnCard, gOnCard, cotangentOnCard, bothOnCard) = (arrays.Upload(x), arrays.Upload(g), arrays.Upload(cotangent), arrays.Upload(both));
        var (alongOne, alongOther) = (Along(One, arrays.Upload(one)), Along(Other, arrays.Upload(other)));
        Computed Z(int n) => Amplitude * x[n] * g[n];
        Computed ByGain(int n) => Amplitude * x[n];

        var result = arrays.Result();
        Kernels.Forward(arrays.Stream, MakeUp, xOnCard, gOnCard, result, arrays.Rows);
        Matches("Forward", arrays, result, Z);
        Kernels.Jvp(arrays.Stream, MakeUp, xOnCard, gOnCard, alongOne, result, arrays.Rows);
        Matches("JVP", arrays, result, n => (ByGain(n) * one[n]) + (K * Z(n) * One));
        var sums = arrays.Sums(1, totals => Kernels.Vjp(arrays.Stream, MakeUp, xOnCard, gOnCard, cotangentOnCard, result, totals, arrays.Rows));
        Matches("VJP", arrays, result, n => ByGain(n) * cotangent[n]);
        MatchesSum("VJP", arrays, sums[0], n => K * Z(n) * cotangent[n]);
        sums = arrays.Sums(
            1, totals => Kernels.JvpOfVjp(arrays.Stream, MakeUp, xOnCard, gOnCard, cotangentOnCard, alongOne, bothOnCard, result, totals, arrays.Rows));
        Matches("JVP of VJP", arrays, result, n => (ByGain(n) * both[n]) + (K * ByGain(n) * One * cotangent[n]));
        MatchesSum(
            "JVP of VJP", arrays, sums[0],
            n => (K * Z(n) * both[n]) + (cotangent[n] * ((K * ByGain(n) * one[n]) + (K * K * Z(n) * One))));
        Kernels.JvpOfJvp(arrays.Stream, MakeUp, xOnCard, gOnCard, alongOne, alongOther, bothOnCard, result, arrays.Rows);
        Matches(
            "JVP of JVP", arrays, result,
            n => (ByGain(n) * both[n]) + (K * ByGain(n) * (((Computed)One * other[n]) + ((Computed)Other * one[n]))) + (K * K * Z(n) * (One * Other)));
    }

    [SkippableFact]
    public void Derivatives_NullIsZeroAndResultsMayBeSources()
    {
        var arrays = Arrays(2, 1030);
        var (x, g, cotangent) = (arrays.Upload(arrays.Uniform()), arrays.Upload(arrays.Uniform()), arrays.Upload(arrays.Uniform()));
        var (zeros, change) = (arrays.Upload(arrays.Filled(_ => 0)), arrays.Upload(arrays.Uniform()));
        var (alongZeros, alongNull) = (Along(One, zeros), Along(One, null));
        var expected = arrays.Result();
        var expectedSums = arrays.Sums(
            1, totals => Kernels.JvpOfVjp(arrays.Stream, MakeUp, x, g, cotangent, alongZeros, change, expected, totals, arrays.Rows));
        Assert.Equal(
            expectedSums,
            arrays.Sums(1, totals => Kernels.JvpOfVjp(arrays.Stream, MakeUp, x, g, cotangent, alongNull, change, null, totals, arrays.Rows)));
        Assert.Equal(
            expectedSums,
            arrays.Sums(1, totals => Kernels.JvpOfVjp(arrays.Stream, MakeUp, x, g, cotangent, alongNull, change, change, totals, arrays.Rows)));
        KernelAssert.SameBits(arrays.Download(expected), arrays.Download(change));

        Kernels.JvpOfJvp(arrays.Stream, MakeUp, x, g, alongZeros, alongZeros, zeros, expected, arrays.Rows);
        Kernels.JvpOfJvp(arrays.Stream, MakeUp, x, g, alongNull, alongNull, null, g, arrays.Rows);
        KernelAssert.SameBits(arrays.Download(expected), arrays.Download(g));
    }

    [SkippableFact]
    public void Derivatives_SameBitsWhateverTheSchedule()
    {
        var arrays = Arrays(3, 9000);
        var (x, g, cotangent) = (arrays.Upload(arrays.Uniform()), arrays.Upload(arrays.Uniform()), arrays.Upload(arrays.Uniform()));
        var result = arrays.Result();
        SameWhateverTheSchedule(() =>
        {
            var sums = arrays.Sums(1, totals => Kernels.Vjp(arrays.Stream, MakeUp, x, g, cotangent, result, totals, arrays.Rows));
            return (arrays.Download(result), sums);
        });
    }

    [SkippableFact]
    public void Kernels_RefuseArraysThatDoNotFit()
    {
        var arrays = Arrays(1, 100);
        var (x, result) = (arrays.Result(), arrays.Result());
        var sums = arrays.Own(new CudaDeviceVariable<double>(Card.Context, 3));
        Refuses(() => Kernels.Forward(arrays.Stream, MakeUp, x, x.Slice(0, 96), result, arrays.Rows), "96");
        Refuses(() => Kernels.Vjp(arrays.Stream, MakeUp, x, x, x, result, sums, arrays.Rows), "3 sums");
    }

    private static Differentiation.StageTangent<CudaDeviceVariable<float>> Along(double makeUpDb, CudaDeviceVariable<float>? g)
        => Along(g, (CoreParameters.MakeUp, makeUpDb));
}
