using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.ApproximateBallistics;

public sealed class ApproximateCompressorTests
{
    private const int SampleRate = 44100;

    // Prefix sums of 4,410 frames of up to 60 dB are rounded to 3e-11 each time, and a box divides their difference by 180 at least:
    // 1e-9 dB at worst, 1e-10 of a gain. Direct sums, powers and levels differ by less.
    private const double Tolerance = 1e-9;

    private static readonly ApproximateParameters Settings = new(-32.5, 4.5, 6.5, 2.5, 12.3, 81.7, 21.9);

    [Theory]
    [InlineData(8000)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    [InlineData(192000)]
    public void Forward_AgreesWithTheReference_OverRandomSettings(int sampleRate)
    {
        var random = new Random(sampleRate);
        var dry = ApproximateSignals.Bursts(random, sampleRate, 0.4);
        var compressor = new ApproximateCompressor(dry, sampleRate);
        for (var round = 0; round < 6; round++)
        {
            AssertAgrees(compressor, dry, sampleRate, ApproximateSignals.Settings(random));
        }

        AssertAgrees(compressor, dry, sampleRate, ApproximateRanges.Default.Minimum);
        AssertAgrees(compressor, dry, sampleRate, ApproximateRanges.Default.Maximum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(219)]
    [InlineData(220)]
    [InlineData(221)]
    [InlineData(230)]
    [InlineData(231)]
    [InlineData(1000)]
    public void Forward_AgreesWithTheReference_AtEveryLength(int length)
    {
        var dry = Array.ConvertAll(ApproximateSignals.Numbers(new Random(length), length), value => (float)value);
        AssertAgrees(new ApproximateCompressor(dry, SampleRate), dry, SampleRate, Settings);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-9, 1e-9)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.001, 0.5)]
    [InlineData(0.5, 0.001)]
    public void Forward_AgreesWithTheReference_OnConstantsAndSteps(float before, float after)
    {
        float[] dry = [.. Enumerable.Repeat(before, 3000), .. Enumerable.Repeat(after, 3000)];
        AssertAgrees(new ApproximateCompressor(dry, SampleRate), dry, SampleRate, Settings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(219)]
    [InlineData(220)]
    [InlineData(2555)]
    [InlineData(5999)]
    public void Forward_AgreesWithTheReference_OnAnImpulse(int place)
    {
        var dry = new float[6000];
        dry[place] = 1;
        AssertAgrees(new ApproximateCompressor(dry, SampleRate), dry, SampleRate, Settings);
    }

    [Fact]
    public void Forward_IsOnlyTheMakeUpWhereNothingIsCompressed()
    {
        var dry = ApproximateSignals.Bursts(new Random(1), SampleRate, 0.2);
        var output = new double[dry.Length];
        var compressor = new ApproximateCompressor(dry, SampleRate);
        foreach (var settings in new[] { Settings with { ThresholdDb = 1, MakeUpDb = 0 }, Settings with { Ratio = 1, MakeUpDb = 0 } })
        {
            compressor.Forward(settings, output);
            Assert.Equal(dry.Select(x => (double)x), output);
        }
    }

    [Fact]
    public void Vjp_IsTheDerivative_MasksFrozen()
    {
        var random = new Random(2);
        var dry = ApproximateSignals.Bursts(random, SampleRate, 0.5);
        for (var round = 0; round < 4; round++)
        {
            AssertIsDerivative(dry, SampleRate, ApproximateSignals.Settings(random), side: 0);
        }
    }

    /// <summary>
    /// Where a derivative has two sides, the documented one: W = 0 and R = 1 from above, times of whole frames from below.
    /// </summary>
    [Fact]
    public void Vjp_IsTheDerivativeOfTheDocumentedSide_AtKinks()
    {
        // 4,000 frames a second: 0.25 ms each.
        const int Rate = 8000;
        var dry = ApproximateSignals.Bursts(new Random(3), Rate, 0.5);
        AssertIsDerivative(dry, Rate, Settings with { Ratio = 1, KneeDb = 0 }, side: 1);
        AssertIsDerivative(dry, Rate, Settings with { KneeDb = 0 }, side: 1);
        AssertIsDerivative(dry, Rate, Settings with { AttackMs = 10, ReleaseMs = 75, SmoothingMs = 0.25 }, side: -1);
        AssertIsDerivative(dry, Rate, Settings with { AttackMs = 0.1, ReleaseMs = 0.24, SmoothingMs = 700.1 }, side: 0);
    }

    [Fact]
    public void Vjp_OfShortSignals_IsThatOfTheMakeUp()
    {
        foreach (var length in new[] { 0, 1, 220 })
        {
            var dry = Array.ConvertAll(new float[length], _ => 0.5f);
            var compressor = new ApproximateCompressor(dry, SampleRate);
            var (output, gradient) = (new double[length], new double[7]);
            compressor.Forward(Settings with { MakeUpDb = 0 }, output);
            compressor.Vjp(Array.ConvertAll(output, _ => 1.0), gradient);
            Assert.Equal(length * 0.5 * Math.Log(10) / 20, gradient[3], 1e-12);
            Assert.All(gradient.Where((_, i) => i != 3), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Passages_AreThoseOfTheLastPass()
    {
        var dry = ApproximateSignals.Bursts(new Random(4), SampleRate, 0.3);
        var compressor = new ApproximateCompressor(dry, SampleRate);
        var output = new double[dry.Length];
        compressor.Forward(Settings, output);
        Assert.Equal(
            Passages.Find(compressor.Levels, Settings.ThresholdDb, compressor.Grid.Frames(Settings.AttackMs), compressor.Grid.Frames(Settings.ReleaseMs)),
            compressor.Passages.ToArray());

        PassageKind[] frozen = [.. compressor.Passages];
        compressor.Forward(Settings with { ThresholdDb = -10 }, output, frozen);
        Assert.Equal(frozen, compressor.Passages.ToArray());
    }

    [Fact]
    public void Passes_AllocateNothing_AndRepeatToTheBit()
    {
        var random = new Random(5);
        var dry = ApproximateSignals.Bursts(random, SampleRate, 0.3);
        var compressor = new ApproximateCompressor(dry, SampleRate);
        var (output, adjoint, gradient) = (new double[dry.Length], ApproximateSignals.Numbers(random, dry.Length), new double[7]);
        compressor.Forward(Settings, output);
        compressor.Vjp(adjoint, gradient);
        var (firstOutput, firstGradient) = ((double[])output.Clone(), (double[])gradient.Clone());
        compressor.Forward(ApproximateRanges.Default.Maximum, output);
        compressor.Vjp(adjoint, gradient);

        var before = GC.GetAllocatedBytesForCurrentThread();
        compressor.Forward(Settings, output);
        compressor.Vjp(adjoint, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(firstOutput, output);
        Assert.Equal(firstGradient, gradient);
    }

    [Fact]
    public void Passes_RefuseOtherLengthsAndOrders()
    {
        var compressor = new ApproximateCompressor(new float[1000], SampleRate);
        Assert.Throws<InvalidOperationException>(() => compressor.Vjp(new double[1000], new double[7]));
        Assert.Throws<ArgumentException>(() => compressor.Forward(Settings, new double[999]));
        Assert.Throws<ArgumentException>(() => compressor.Forward(Settings, new double[1000], new PassageKind[77]));
        compressor.Forward(Settings, new double[1000]);
        Assert.Throws<ArgumentException>(() => compressor.Vjp(new double[1001], new double[7]));
        Assert.Throws<ArgumentException>(() => compressor.Vjp(new double[1000], new double[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ApproximateCompressor(new float[1000], 0));
    }

    private static void AssertAgrees(ApproximateCompressor compressor, float[] dry, int sampleRate, ApproximateParameters settings)
    {
        var output = new double[dry.Length];
        compressor.Forward(settings, output);
        var expected = ReferenceApproximateCompressor.Process(dry, sampleRate, settings);
        for (var n = 0; n < output.Length; n++)
        {
            Assert.Equal(expected[n], output[n], Tolerance * Math.Abs(expected[n]));
        }
    }

    // Side 0: differences from both sides; 1 or -1: from above or below where there are two.
    private static void AssertIsDerivative(float[] dry, int sampleRate, ApproximateParameters settings, int side)
    {
        var compressor = new ApproximateCompressor(dry, sampleRate);
        var (output, other) = (new double[dry.Length], new double[dry.Length]);
        var gradient = new double[7];
        compressor.Forward(settings, output);
        PassageKind[] frozen = [.. compressor.Passages];

        // Of one sign with the signal, so that the terms of a derivative do not cancel.
        var weights = ApproximateSignals.Numbers(new Random(6), dry.Length);
        double[] adjoint = [.. weights.Zip(dry, (weight, x) => Math.CopySign(weight, x))];
        compressor.Vjp(adjoint, gradient);

        // A sum is off by half a unit in the last place of what it adds up, at random; a difference by that over its step.
        var rounding = 1.1e-16 * output.Zip(adjoint, (y, weight) => Math.Abs(y * weight)).Sum();
        for (var i = 0; i < gradient.Length; i++)
        {
            var values = settings.ToArray();
            double Sum(double value)
            {
                values[i] = value;
                compressor.Forward(ApproximateParameters.FromArray(values), other, frozen);
                return ApproximateSignals.Dot(other, adjoint);
            }

            // Of the curve's settings small enough for no level to come within a step of a kink, which has two sides.
            var (at, step) = (values[i], i < 3 ? 1e-5 : 1e-3);
            var difference = side == 0 ? FiniteDifference.Central(Sum, at, step) : FiniteDifference.OneSided(Sum, at, side * step);
            Assert.True(
                Math.Abs(difference - gradient[i]) <= (1e-5 * Math.Abs(difference)) + (rounding / step),
                $"{ApproximateParameters.Names[i]} of {settings}: {gradient[i]}, difference {difference}.");
        }
    }
}
