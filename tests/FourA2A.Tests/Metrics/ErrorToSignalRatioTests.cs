using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class ErrorToSignalRatioTests
{
    private static readonly CompressorParameters Settings = new(-25, 3, 2, 60, 3);

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(30001)]
    public void Measure_AgreesWithTheEquation(int length)
    {
        var target = TestSignals.Noise(1, length);
        var estimate = TestSignals.Noise(2, length);
        var p = TestSignals.PreEmphasised(target);
        var e = TestSignals.PreEmphasised(estimate).Zip(p, (a, b) => a - b);

        var expected = e.Sum(v => v * v) / p.Sum(v => v * v);
        Assert.Equal(expected, ErrorToSignalRatio.Measure(estimate, target), expected * 1e-11);
    }

    [Fact]
    public void Measure_OfTheTargetIsZero()
    {
        var target = TestSignals.Noise(3, 10000);
        Assert.Equal(0, ErrorToSignalRatio.Measure(target, target));
    }

    [Fact]
    public void Measure_OfSilenceIsOne()
    {
        var target = TestSignals.Noise(4, 10000);
        Assert.Equal(1, ErrorToSignalRatio.Measure(new ArraySignal(new float[10000], 48000), target), 1e-12);
    }

    [Fact]
    public void Measure_OfASilentTargetIsNotFinite()
    {
        var silence = new ArraySignal(new float[5000], 48000);
        Assert.False(double.IsFinite(ErrorToSignalRatio.Measure(silence, silence)));
        Assert.False(double.IsFinite(ErrorToSignalRatio.Measure(TestSignals.Noise(5, 5000), silence)));
    }

    [Fact]
    public void OfRendered_EqualsMeasureOfTheRenderedSignal()
    {
        var dry = TestSignals.Noise(6, 20011);
        var target = TestSignals.Noise(7, 20011);
        var rendered = new float[20011];
        new StreamingCompressor(Settings, dry.SampleRate).Process(dry.Samples, rendered);

        Assert.Equal(
            ErrorToSignalRatio.Measure(new ArraySignal(rendered, 48000), target),
            ErrorToSignalRatio.OfRendered(Settings, dry, target));
        Assert.Equal(0, ErrorToSignalRatio.OfRendered(Settings, dry, new ArraySignal(rendered, 48000)));
    }

    [Fact]
    public void Measure_RefusesSignalsThatAreNotAlike()
    {
        var target = TestSignals.Noise(8, 1000);
        Assert.Throws<ArgumentException>(() => ErrorToSignalRatio.Measure(TestSignals.Noise(8, 999), target));
        Assert.Throws<ArgumentException>(() => ErrorToSignalRatio.OfRendered(Settings, TestSignals.Noise(8, 1000, 44100), target));
    }
}
