using FourA2A.ApproximateBallistics.Spectra;
using static FourA2A.Tests.ApproximateBallistics.Spectra.SpectrogramSignals;

namespace FourA2A.Tests.ApproximateBallistics.Spectra;

/// <summary>
/// The derivative of the spectrogram loss: against central differences, and at its kinks.
/// </summary>
public sealed class SpectrogramLossDerivativeTests
{
    private const int SampleRate = 44100;
    private const int Length = 20001;

    // The remainder of third order is (step / magnitude)^2 of a bin's share, 1e-6 in the weakest bins. The loss is about 60 and its rounding 1e-14,
    // which leaves 1e-9 of a difference: derivatives by one sample are about 1e-3, but for those that no window is open for.
    private const double Step = 1e-5;
    private const double Tolerance = 1e-5;
    private const double Rounding = 1e-9;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Adjoint_IsTheDifferenceInAnyDirection(int seed)
    {
        var direction = Noise(seed, Length, 0.1);
        var (estimate, adjoint, loss) = Case();
        var found = adjoint.Zip(direction, (derivative, d) => derivative * d).Sum();
        AssertIsTheDifference(loss, estimate, direction, found);
    }

    /// <summary>Samples at the ends of the signal, of windows and of segments.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(2560)]
    [InlineData(5120)]
    [InlineData(7777)]
    [InlineData(Length - 1)]
    public void Adjoint_IsTheDifferenceBySingleSamples(int sample)
    {
        var (estimate, adjoint, loss) = Case();
        AssertIsTheDifference(loss, estimate, Impulse(Length, sample, 1), adjoint[sample]);
    }

    [Fact]
    public void Adjoint_InSilence_IsZeroButForRoundingWhateverLiesBeside()
    {
        // The silent frames share transforms with loud ones; the target is silent in part of the silence, and elsewhere too.
        const int SilenceEnd = 30000;
        var estimate = Noise(1, 60000);
        estimate.AsSpan(0, SilenceEnd).Clear();
        var target = Noise(2, estimate.Length);
        target.AsSpan(0, 10000).Clear();
        target.AsSpan(50000).Clear();
        var adjoint = new double[estimate.Length];
        var loss = new SpectrogramLoss(ToSingle(target), SampleRate).Evaluate(estimate, adjoint);
        Assert.True(loss > 0);
        var rounding = 1e-14 * adjoint.Max(Math.Abs);
        Assert.All(adjoint[..(SilenceEnd - 2048)], derivative => Assert.InRange(derivative, -rounding, rounding));
        Assert.All(adjoint[SilenceEnd..^64], derivative => Assert.NotInRange(derivative, -rounding, rounding));
    }

    [Fact]
    public void Adjoint_OfSilence_IsZero()
    {
        var adjoint = Noise(2, Length);
        Assert.True(new SpectrogramLoss(ToSingle(Noise(1, Length)), SampleRate).Evaluate(new double[Length], adjoint) > 0);
        Assert.All(adjoint, derivative => Assert.Equal(0, derivative));
        Assert.Equal(0, new SpectrogramLoss(new float[Length], SampleRate).Evaluate(new double[Length], adjoint));
        Assert.All(adjoint, derivative => Assert.Equal(0, derivative));
    }

    /// <summary>
    /// Below 1e-5 the logarithm stands still: an impulse a has the derivative <c>sum over the frames of w / frames</c>, which is 2 / frames a scale; above it,
    /// <c>1 / a</c> more for each frame whose magnitude <c>w a</c> is above 1e-5.
    /// </summary>
    [Theory]
    [InlineData(1e-6, false)]
    [InlineData(0.5, true)]
    public void Adjoint_OfAnImpulseTowardsSilence_HasTheLogarithmAboveItsFloorOnly(double amplitude, bool logarithm)
    {
        const int At = 9001;
        var expected = 0.0;
        foreach (var window in new[] { 2048, 512, 128 })
        {
            // Sample 9001 lies 41, 41 and 9 samples after a frame's beginning: all four windows over it are above 1e-4.
            var frames = (Length + (window / 4) - 1) / (window / 4);
            expected += (2 + (logarithm ? 4 / amplitude : 0)) / frames;
        }

        var adjoint = new double[Length];
        new SpectrogramLoss(new float[Length], SampleRate).Evaluate(Impulse(Length, At, amplitude), adjoint);
        SpectrogramLossTests.AssertClose(expected, adjoint[At], SpectrogramLossTests.Rounding);
    }

    // Passages where the estimate is louder than the target, and softer: hardly a bin lies so near the target's that a step changes its sign.
    private static (double[] Estimate, double[] Adjoint, SpectrogramLoss Loss) Case()
    {
        var target = Noise(1, Length);
        for (var n = 0; n < Length; n++)
        {
            target[n] *= n / 5000 % 2 == 0 ? 0.1 : 5;
        }

        var estimate = Noise(2, Length);
        var adjoint = new double[Length];
        var loss = new SpectrogramLoss(ToSingle(target), SampleRate);
        loss.Evaluate(estimate, adjoint);
        return (estimate, adjoint, loss);
    }

    private static void AssertIsTheDifference(SpectrogramLoss loss, double[] estimate, double[] direction, double found)
    {
        var expected = (At(Step) - At(-Step)) / (2 * Step);
        var allowed = (Tolerance * Math.Abs(expected)) + Rounding;
        Assert.InRange(found, expected - allowed, expected + allowed);

        double At(double step) => loss.Evaluate([.. estimate.Zip(direction, (sample, d) => sample + (step * d))]);
    }
}
