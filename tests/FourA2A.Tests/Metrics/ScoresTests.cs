using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class ScoresTests
{
    private static readonly CompressorParameters Settings = new(-25, 3, 2, 60, 3);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(30_001)]
    public void OfRendered_AgreesWithTheMetricsOneByOne(int length)
    {
        var (dry, target, recorded) = (TestSignals.Noise(1, length), TestSignals.Noise(2, length), TestSignals.Noise(3, length));
        var rendered = new float[length];
        new StreamingCompressor(Settings, dry.SampleRate).Process(dry.Samples, rendered);
        var estimate = new ArraySignal(rendered, dry.SampleRate);

        var scores = Scores.OfRendered(Settings, dry, target, recorded);
        AssertRelative(ErrorToSignalRatio.Measure(estimate, target), scores.Esr);
        AssertRelative(ErrorToSignalRatio.Measure(estimate, recorded), scores.EsrUnaligned);
        Assert.Equal(LoudnessDynamicRange.DifferenceDb(estimate, target), scores.LoudnessDynamicRangeDifferenceDb, Tolerances.LoudnessDynamicRangeDb);

        static void AssertRelative(double expected, double found) => Assert.Equal(1, found / expected, 1e-12);
    }

    [Fact]
    public void OfRendered_WithPausesAndDigitalSilence_AgreesWithTheMetricsOneByOne()
    {
        // Bursts between exact zeros: the averages fall to their floor and rise again.
        var samples = TestSignals.Noise(4, 200_000).Samples.ToArray();
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] *= n / 20_000 % 3 == 0 ? 1 : n / 20_000 % 3 == 1 ? 0 : 1e-4f;
        }

        var dry = new ArraySignal(samples, 44100);
        var scores = Scores.OfRendered(Settings, dry, dry, dry);
        var rendered = new float[samples.Length];
        new StreamingCompressor(Settings, 44100).Process(samples, rendered);
        Assert.Equal(
            LoudnessDynamicRange.DifferenceDb(new ArraySignal(rendered, 44100), dry),
            scores.LoudnessDynamicRangeDifferenceDb,
            Tolerances.LoudnessDynamicRangeDb);
    }

    [Fact]
    public void OfRendered_OfASilentTarget_IsNotFinite()
    {
        var (dry, silence) = (TestSignals.Noise(5, 5000), new ArraySignal(new float[5000], 48000));
        var scores = Scores.OfRendered(Settings, dry, silence, dry);
        Assert.Equal(double.PositiveInfinity, scores.Esr);
        Assert.True(double.IsFinite(scores.EsrUnaligned));
        Assert.Equal(double.PositiveInfinity, Scores.OfRendered(Settings, dry, dry, silence).EsrUnaligned);
    }

    [Fact]
    public void OfRendered_RefusesSignalsThatAreNotAlike()
    {
        var dry = TestSignals.Noise(6, 1000);
        Assert.Throws<ArgumentException>(() => Scores.OfRendered(Settings, dry, TestSignals.Noise(6, 999), dry));
        Assert.Throws<ArgumentException>(() => Scores.OfRendered(Settings, dry, dry, TestSignals.Noise(6, 1000, 44100)));
    }
}
