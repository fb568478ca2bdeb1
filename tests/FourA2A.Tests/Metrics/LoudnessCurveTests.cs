using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class LoudnessCurveTests
{
    [Fact]
    public void Levels_AreThoseOfMeanSquares()
    {
        // Windows of 5 samples at 1 kHz: 0.1 is -20 dB; one sample of 1 in five has the mean square 1/5; silence is at the floor; a rest is left out.
        float[] samples = [0.1f, -0.1f, 0.1f, 0.1f, -0.1f, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
        var levels = LoudnessCurve.Measure(new ArraySignal(samples, 1000)).LevelsDb;
        Assert.Equal(3, levels.Length);
        Assert.Equal(-20, levels[0], tolerance: 1e-6);
        Assert.Equal(10 * Math.Log10(0.2), levels[1], tolerance: 1e-12);
        Assert.Equal(LoudnessCurve.FloorDb, levels[2], tolerance: 1e-12);
        Assert.Empty(LoudnessCurve.Measure(new ArraySignal(new float[4], 1000)).LevelsDb);
    }

    [Theory]
    [InlineData(44100, 220, 0)]
    [InlineData(44100, 221, 1)]
    [InlineData(44100, 440, 1)]
    [InlineData(44100, 441, 2)]
    [InlineData(48000, 239, 0)]
    [InlineData(48000, 240, 1)]
    [InlineData(44100, 44099, 199)]
    public void Windows_BeginAtTheSampleNearestToFiveMilliseconds(int sampleRate, int place, int window)
    {
        var samples = new float[sampleRate];
        samples[place] = 1;
        var levels = LoudnessCurve.Measure(new ArraySignal(samples, sampleRate)).LevelsDb;
        Assert.Equal(200, levels.Length);
        Assert.Equal(window, levels.IndexOf(levels.Max()));
        Assert.Equal(place / (double)sampleRate, LoudnessCurve.SecondsOf(window), tolerance: 0.00252);
    }

    [Fact]
    public void FullScaleSine_IsAtMinusThree()
        => Assert.All(
            LoudnessCurve.Measure(TestSignals.Sine(1, 1000, 1)).LevelsDb,
            level => Assert.Equal(-3.0103, level, tolerance: 1e-4));
}
