using FourA2A.Compressor;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The gain computer on a card against its formula in double. Levels are logarithms to the base 2, thresholds dB. One subclass per card.
/// </summary>
public abstract class GainComputerKernelTests(Card card, ITestOutputHelper output) : IDisposable
{
    private static readonly double Log2PerDecibel = double.Log2(10) / 20;

    private GainComputerKernel? kernel;

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

    public void Dispose()
    {
        kernel?.Dispose();
        GC.SuppressFinalize(this);
    }

    private float[] Run(double thresholdDb, double slope, float[] levels, bool inPlace = false)
    {
        kernel ??= new(card.Context);
        return MappedSamples.Run(card.Context, levels, (stream, source, result) => kernel.Apply(stream, new GainComputer(thresholdDb, slope), source, result), inPlace);
    }

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

        output.WriteLine($"Largest error: {worst:F3} of the bound.");
    }
}
