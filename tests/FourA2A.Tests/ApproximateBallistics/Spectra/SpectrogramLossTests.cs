using FourA2A.ApproximateBallistics.Spectra;
using static FourA2A.Tests.ApproximateBallistics.Spectra.SpectrogramSignals;

namespace FourA2A.Tests.ApproximateBallistics.Spectra;

/// <summary>
/// Values of the spectrogram loss: against the reference and against what a pencil gives.
/// </summary>
public sealed class SpectrogramLossTests
{
    private const int SampleRate = 44100;

    /// <summary>
    /// Sums of 1e5 terms of order 1 in another order, and transforms with other roundings: 1e5 x 1.1e-16 = 1e-11 at worst, its root where the
    /// signs of the errors are random.
    /// </summary>
    internal const double Rounding = 1e-12;

    // The direction of a bin, which is what a derivative is made of, is off by the rounding of a frame (about 1e-14) over its magnitude, 1e-4 in the weakest bins.
    private const double DerivativeRounding = 1e-9;

    [Theory]
    [InlineData(0, 44100)]
    [InlineData(1, 44100)]
    [InlineData(2, 44100)]
    [InlineData(31, 44100)]
    [InlineData(127, 44100)]
    [InlineData(129, 44100)]
    [InlineData(511, 44100)]
    [InlineData(2047, 44100)]
    [InlineData(2049, 44100)]
    [InlineData(50001, 44100)]
    [InlineData(3, 8000)]
    [InlineData(10001, 8000)]
    [InlineData(10240, 48000)]
    [InlineData(33333, 96000)]
    [InlineData(50001, 192000)]
    [InlineData(5001, 1000)]
    [InlineData(101, 1)]
    public void Evaluate_IsThatOfTheReference(int length, int sampleRate)
    {
        var target = ToSingle(Noise(1, length));
        var estimate = Noise(2, length, 0.8);
        var (expected, found) = (new double[length], Noise(3, length));
        var reference = new ReferenceSpectrogramLoss(target, sampleRate).Evaluate(estimate, expected);
        var loss = new SpectrogramLoss(target, sampleRate);

        AssertClose(reference, loss.Evaluate(estimate, found), Rounding);
        AssertClose(reference, loss.Evaluate(estimate), Rounding);
        var largest = expected.Select(Math.Abs).DefaultIfEmpty().Max();
        for (var n = 0; n < length; n++)
        {
            Assert.InRange(found[n] - expected[n], -DerivativeRounding * largest, DerivativeRounding * largest);
        }
    }

    [Fact]
    public void Evaluate_OfTheTarget_IsZeroToTheBit()
    {
        var target = Noise(1, 40000);
        var adjoint = Noise(2, target.Length);
        Assert.Equal(0, new SpectrogramLoss(ToSingle(target), SampleRate).Evaluate(target, adjoint));
        Assert.All(adjoint, derivative => Assert.Equal(0, derivative));
    }

    /// <summary>
    /// All frames of 10 hops of the longest window hold noise, so every logarithm moves by ln c in each scale, and every magnitude by a share of itself.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    [InlineData(4)]
    public void Evaluate_OfAScaledTarget_IsTheLogarithmOfTheScaleAndAShareOfTheMagnitude(double scale)
    {
        var target = Noise(1, 10 * 512);
        var loss = new SpectrogramLoss(ToSingle(target), SampleRate);
        var magnitude = (loss.Evaluate(Array.ConvertAll(target, sample => 2 * sample)) - (3 * Math.Log(2))) / (2 - 1);
        var scaled = Array.ConvertAll(target, sample => scale * sample);
        AssertClose((3 * Math.Abs(Math.Log(scale))) + (Math.Abs(scale - 1) * magnitude), loss.Evaluate(scaled), Rounding);
    }

    /// <summary>
    /// An impulse a at sample p has the magnitude a w[p - start] in every bin of a frame. The windows over a sample sum to 2.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0, 0.5)]
    [InlineData(0.25, 0.75)]
    public void Evaluate_OfImpulses_IsWhatTheWindowsSay(double estimate, double target)
    {
        const int Length = 20000;
        const int At = 9001;
        var expected = 0.0;
        foreach (var window in new[] { 2048, 512, 128 })
        {
            var hop = window / 4;
            var frames = (Length + hop - 1) / hop;
            var logarithms = 0.0;
            for (var start = 0; start <= At; start += hop)
            {
                var w = At - start < window ? 0.5 - (0.5 * Math.Cos(2 * Math.PI * (At - start) / window)) : 0;
                logarithms += Math.Abs(Math.Log(Math.Max(w * target, 1e-5)) - Math.Log(Math.Max(w * estimate, 1e-5)));
            }

            expected += ((2 * Math.Abs(target - estimate)) + logarithms) / frames;
        }

        var loss = new SpectrogramLoss(ToSingle(Impulse(Length, At, target)), SampleRate);
        AssertClose(expected, loss.Evaluate(Impulse(Length, At, estimate)), Rounding);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Evaluate_IsTheSameToTheBitOnAnyNumberOfThreads(int threads)
    {
        var target = ToSingle(Noise(1, 100001));
        var estimate = Noise(2, target.Length);
        var (expected, found) = (new double[target.Length], new double[target.Length]);
        var once = new SpectrogramLoss(target, SampleRate, threads: 5).Evaluate(estimate, expected);
        var loss = new SpectrogramLoss(target, SampleRate, threads);
        for (var run = 0; run < 3; run++)
        {
            Assert.Equal(once, loss.Evaluate(estimate, found));
            Assert.Equal(once, loss.Evaluate(estimate));
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Evaluate_OnOneThread_AllocatesNothing()
    {
        var estimate = Noise(2, 20000);
        var adjoint = new double[estimate.Length];
        var loss = new SpectrogramLoss(ToSingle(Noise(1, estimate.Length)), SampleRate, threads: 1);
        loss.Evaluate(estimate, adjoint);
        var before = GC.GetAllocatedBytesForCurrentThread();
        loss.Evaluate(estimate, adjoint);
        loss.Evaluate(estimate);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Evaluate_OfWhatIsNotFinite_IsNotFinite(double sample)
    {
        var target = Noise(1, 20000);
        var loss = new SpectrogramLoss(ToSingle(target), SampleRate);
        var estimate = Noise(2, target.Length);
        var finite = loss.Evaluate(estimate);
        estimate[777] = sample;
        Assert.False(double.IsFinite(loss.Evaluate(estimate, new double[target.Length])));
        Assert.False(double.IsFinite(loss.Evaluate(estimate)));

        // Nothing of it stays.
        Assert.Equal(finite, loss.Evaluate(Noise(2, target.Length)));
        target[777] = sample;
        Assert.False(double.IsFinite(new SpectrogramLoss(ToSingle(target), SampleRate).Evaluate(Noise(2, target.Length))));
    }

    [Fact]
    public void Evaluate_OfAnotherLength_IsRefused()
    {
        var loss = new SpectrogramLoss(new float[100], SampleRate);
        Assert.Contains("Expected 100 samples as in the target, found 99.", Assert.Throws<ArgumentException>(() => loss.Evaluate(new double[99])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => loss.Evaluate(new double[100], new double[101]));
    }

    [Fact]
    public void Constructor_WithoutARate_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrogramLoss([], 0));

    internal static void AssertClose(double expected, double found, double tolerance)
        => Assert.True(Math.Abs(found - expected) <= tolerance * Math.Abs(expected), $"Expected {expected:R}, found {found:R}.");
}
