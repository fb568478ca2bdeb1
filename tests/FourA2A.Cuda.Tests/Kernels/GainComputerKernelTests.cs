using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using FourA2A.Differentiation;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The gain computer on a card against its formula and derivatives in double. Levels are logarithms to the base 2, thresholds dB. One subclass per card.
/// </summary>
public abstract class GainComputerKernelTests(Card card, ITestOutputHelper output) : RowKernelTests(card, output)
{
    private static readonly double Log2PerDecibel = double.Log2(10) / 20;

    // Numbers that are floats in the kernels' units too.
    private static readonly GainComputer Curve = new(-4.25 / Log2PerDecibel, 0.75);
    private static readonly (double ThresholdDb, double Slope) One = (0.75 / Log2PerDecibel, -0.25);
    private static readonly (double ThresholdDb, double Slope) Other = (-0.5 / Log2PerDecibel, 0.625);

    private GainComputerKernels? kernels;

    private GainComputerKernels Kernels => kernels ??= Own(new GainComputerKernels(Card.Context));

    [SkippableFact]
    public void Gain_EveryLevelOfABinade() => Matches(0, 1, MappedSamples.AllBetween(0.5f, 1));

    [SkippableTheory]
    [InlineData(-24, 0.75)]
    [InlineData(-57.3, 1)]
    [InlineData(2.2, 0.031)]
    [InlineData(-155, 0.99)]
    [InlineData(-18, 0)]
    public void Gain_AnyLevel(double thresholdDb, double slope)
    {
        var random = new Random(5);
        Matches(thresholdDb, slope, [.. Enumerable.Range(0, 100_000).Select(_ => (random.NextSingle() * 55) - 27)]);
    }

    [SkippableFact]
    public void Gain_AtAndBelowTheThresholdIsOne()
    {
        const double ThresholdDb = -25.3;
        var threshold = (float)(ThresholdDb * Log2PerDecibel);
        Assert.All(
            Run(ThresholdDb, 0.8, [threshold, float.BitDecrement(threshold), -10, -26.6f, float.MinValue]),
            gain => Assert.Equal(1, gain));
    }

    [SkippableFact]
    public void Gain_NeverAboveOneAndNeverRising()
    {
        // From below the threshold, -2, through it in the smallest steps.
        float[] levels = [.. MappedSamples.AllBetween(1.999f, 2.0001f).Reverse().Select(x => -x), 0, 1, 100, 1e4f];
        var gains = Run(-2 / Log2PerDecibel, 0.9, levels);
        Assert.All(gains, gain => Assert.InRange(gain, 0, 1));
        for (var n = 1; n < gains.Length; n++)
        {
            // A polynomial's roundings may lift a value by what its bound allows.
            Assert.True(gains[n] <= gains[n - 1] + (2 * KernelTolerances.Ulp(gains[n - 1])));
        }
    }

    [SkippableFact]
    public void Gain_ExtremeLevelsStayPositive()
        => Assert.All(Run(-155, 1, [120, 127, 500, 1e30f, float.MaxValue]), gain => Assert.InRange(gain, float.ScaleB(1, -126), float.ScaleB(1, -125)));

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(4099)]
    public void Gain_EveryLengthAndInPlace(int count)
    {
        var levels = new float[count];
        Signals.FillUniform(new Random(count), levels);
        Matches(0, 0.5, levels);
        KernelAssert.SameBits(Run(0, 0.5, levels), Run(0, 0.5, levels, inPlace: true));
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Derivatives_MatchTheirFormulas(int chunks, int length)
    {
        var arrays = Arrays(chunks, length);
        var level = arrays.Filled(AroundTheThreshold);
        var (one, other, both, cotangent) = (arrays.Uniform(), arrays.Uniform(), arrays.Uniform(), arrays.Uniform());
        var levelOnCard = arrays.Upload(level);
        var cotangentOnCard = arrays.Upload(cotangent);
        var bothOnCard = arrays.Upload(both);
        var (alongOne, alongOther) = (Along(One, arrays.Upload(one)), Along(Other, arrays.Upload(other)));
        GainComputerPoint Point(int n) => new(Curve, level[n]);

        var result = arrays.Result();
        Kernels.Jvp(arrays.Stream, Curve, levelOnCard, alongOne, result, arrays.Rows);
        Matches("JVP", arrays, result, n => Point(n).Jvp(One, one[n]));
        var sums = arrays.Sums(2, totals => Kernels.Vjp(arrays.Stream, Curve, levelOnCard, cotangentOnCard, result, totals, arrays.Rows));
        Matches("VJP", arrays, result, n => Point(n).Vjp(cotangent[n]).Level);
        MatchesSum("VJP by the threshold", arrays, sums[0], n => Point(n).Vjp(cotangent[n]).Threshold);
        MatchesSum("VJP by the slope", arrays, sums[1], n => Point(n).Vjp(cotangent[n]).Slope);
        sums = arrays.Sums(
            2, totals => Kernels.JvpOfVjp(arrays.Stream, Curve, levelOnCard, cotangentOnCard, alongOne, bothOnCard, result, totals, arrays.Rows));
        Matches("JVP of VJP", arrays, result, n => Point(n).JvpOfVjp(cotangent[n], One, one[n], both[n]).Level);
        MatchesSum("JVP of VJP by the threshold", arrays, sums[0], n => Point(n).JvpOfVjp(cotangent[n], One, one[n], both[n]).Threshold);
        MatchesSum("JVP of VJP by the slope", arrays, sums[1], n => Point(n).JvpOfVjp(cotangent[n], One, one[n], both[n]).Slope);
        Kernels.JvpOfJvp(arrays.Stream, Curve, levelOnCard, alongOne, alongOther, bothOnCard, result, arrays.Rows);
        Matches("JVP of JVP", arrays, result, n => Point(n).JvpOfJvp(One, one[n], Other, other[n], both[n]));
    }

    [SkippableFact]
    public void Derivatives_NullIsZeroAndResultsMayBeSources()
    {
        var arrays = Arrays(2, 1030);
        var level = arrays.Upload(arrays.Filled(AroundTheThreshold));
        var cotangent = arrays.Upload(arrays.Uniform());
        var (zeros, change) = (arrays.Filled(_ => 0), arrays.Uniform());
        var (alongZeros, alongNull) = (Along(One, arrays.Upload(zeros)), Along(One, null));
        var (expected, found) = (arrays.Result(), arrays.Upload(change));
        var expectedSums = arrays.Sums(
            2, totals => Kernels.JvpOfVjp(arrays.Stream, Curve, level, cotangent, alongZeros, found, expected, totals, arrays.Rows));
        var withoutResult = arrays.Sums(
            2, totals => Kernels.JvpOfVjp(arrays.Stream, Curve, level, cotangent, alongNull, found, null, totals, arrays.Rows));
        Assert.Equal(expectedSums, withoutResult);
        Assert.Equal(
            expectedSums,
            arrays.Sums(2, totals => Kernels.JvpOfVjp(arrays.Stream, Curve, level, cotangent, alongNull, found, found, totals, arrays.Rows)));
        KernelAssert.SameBits(arrays.Download(expected), arrays.Download(found));

        Kernels.JvpOfJvp(arrays.Stream, Curve, level, alongZeros, alongZeros, arrays.Upload(zeros), expected, arrays.Rows);
        Kernels.JvpOfJvp(arrays.Stream, Curve, level, alongNull, alongNull, null, found, arrays.Rows);
        KernelAssert.SameBits(arrays.Download(expected), arrays.Download(found));
        Kernels.Jvp(arrays.Stream, Curve, level, alongZeros, expected, arrays.Rows);
        Kernels.Jvp(arrays.Stream, Curve, level, alongNull, found, arrays.Rows);
        KernelAssert.SameBits(arrays.Download(expected), arrays.Download(found));
    }

    [SkippableFact]
    public void Derivatives_SameBitsWhateverTheSchedule()
    {
        var arrays = Arrays(3, 9000);
        var level = arrays.Upload(arrays.Filled(AroundTheThreshold));
        var (cotangent, change) = (arrays.Upload(arrays.Uniform()), arrays.Upload(arrays.Uniform()));
        var along = Along(One, arrays.Upload(arrays.Uniform()));
        var result = arrays.Result();
        SameWhateverTheSchedule(() =>
        {
            var sums = arrays.Sums(2, totals => Kernels.JvpOfVjp(arrays.Stream, Curve, level, cotangent, along, change, result, totals, arrays.Rows));
            return (arrays.Download(result), sums);
        });
    }

    [SkippableFact]
    public void Kernels_RefuseArraysThatDoNotFit()
    {
        var arrays = Arrays(1, 100);
        var (level, result) = (arrays.Result(), arrays.Result());
        var sums = arrays.Own(new CudaDeviceVariable<double>(Card.Context, 3));
        Refuses(() => Kernels.Jvp(arrays.Stream, Curve, level, Along(One, level.Slice(0, 96)), result, arrays.Rows), "96");
        Refuses(() => Kernels.Vjp(arrays.Stream, Curve, level, level, level.Slice(48, 52), sums.Slice(0, 2), new ChunkRows(1, 52, 52)), "overlaps");
        Refuses(() => Kernels.Vjp(arrays.Stream, Curve, level, level, result, sums, arrays.Rows), "3 sums");
    }

    private static float AroundTheThreshold(Random random) => random.Next(20) == 0 ? -4.25f : (10 * random.NextSingle()) - 10;

    private static StageTangent<CudaDeviceVariable<float>> Along((double ThresholdDb, double Slope) direction, CudaDeviceVariable<float>? level)
        => Along(level, (CoreParameters.Threshold, direction.ThresholdDb), (CoreParameters.SlopeIndex, direction.Slope));

    private float[] Run(double thresholdDb, double slope, float[] levels, bool inPlace = false)
        => MappedSamples.Run(
            Card.Context, levels,
            (stream, source, result) => Kernels.Forward(stream, new GainComputer(thresholdDb, slope), source, result, MappedSamples.AsRow(levels)), inPlace);

    private void Matches(double thresholdDb, double slope, float[] levels)
    {
        var found = Run(thresholdDb, slope, levels);
        var threshold = thresholdDb * Log2PerDecibel;
        var worst = 0.0;
        for (var n = 0; n < levels.Length; n++)
        {
            var expected = double.Exp2(double.Min(0, slope * (threshold - levels[n])));
            var bound = KernelTolerances.Gain(expected, slope, threshold, levels[n]);
            worst = double.Max(worst, KernelAssert.Share(found[n], expected, bound, $"gain of {levels[n]:R}", 0, n));
        }

        Output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }
}
