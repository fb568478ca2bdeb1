using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class LoudnessDynamicRangeTests
{
    [Theory]
    [InlineData(1, 48000)]
    [InlineData(4096, 44100)]
    [InlineData(4097, 8000)]
    [InlineData(100003, 44100)]
    public void MeasureDb_AgreesWithTheEquation(int length, int sampleRate)
    {
        var signal = TestSignals.Noise(1, length, sampleRate);
        Assert.Equal(Naive(signal), LoudnessDynamicRange.MeasureDb(signal), 1e-9);
    }

    [Fact]
    public void MeasureDb_OfSilenceIsTheRiseOfTheAverages()
    {
        var silence = new ArraySignal(new float[20000], 48000);
        Assert.Equal(Naive(silence), LoudnessDynamicRange.MeasureDb(silence), 1e-9);
    }

    [Fact]
    public void DifferenceDb_IsPositiveForALessCompressedEstimate()
    {
        var dry = TestSignals.Concat(
            TestSignals.Sine(0.5, 500, 1), TestSignals.Sine(0.005, 500, 1), TestSignals.Sine(0.3, 500, 1));
        var wet = new float[dry.SampleCount];
        new StreamingCompressor(new CompressorParameters(-40, 8, 1, 50, 0), 48000).Process(dry.Samples, wet);
        var compressed = new ArraySignal(wet, 48000);

        var difference = LoudnessDynamicRange.DifferenceDb(dry, compressed);
        Assert.True(difference > 1, $"Found {difference} dB.");
        Assert.Equal(-difference, LoudnessDynamicRange.DifferenceDb(compressed, dry));
        Assert.Equal(0, LoudnessDynamicRange.DifferenceDb(dry, dry));
    }

    [Fact]
    public void MeasureDb_OfNothingIsNotANumber()
        => Assert.True(double.IsNaN(LoudnessDynamicRange.MeasureDb(new ArraySignal(Array.Empty<float>(), 48000))));

    private static double Naive(ArraySignal signal)
    {
        var shortTerm = 1 - Math.Exp(-1 / (signal.SampleRate * 0.05));
        var longTerm = 1 - Math.Exp(-1 / (signal.SampleRate * 3.0));
        double s = 0, l = 0, sum = 0;
        foreach (var p in TestSignals.PreEmphasised(signal))
        {
            var e = Math.Max(p * p, 1e-16);
            s = ((1 - shortTerm) * s) + (shortTerm * e);
            l = ((1 - longTerm) * l) + (longTerm * e);
            sum += Math.Pow(10 * Math.Log10(s / l), 2);
        }

        return Math.Sqrt(sum / signal.SampleCount);
    }
}
