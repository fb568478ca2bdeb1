using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

public sealed class SignalStatisticsTests
{
    [Fact]
    public void Measure_OfASine_GivesPeakRmsAndNoClips()
    {
        var statistics = SignalStatistics.Measure(PairSignals.Sine(44100, 100, 0.5), "a.wav");
        Assert.Equal(0.5, statistics.Peak, 1e-4);
        Assert.Equal(20 * Math.Log10(0.5 / Math.Sqrt(2)), statistics.RmsDb, 1e-3);
        Assert.Equal(0, statistics.Dc, 1e-6);
        Assert.Equal(0, statistics.ClipCount);
        Assert.False(statistics.IsSilent);
    }

    [Fact]
    public void Measure_OfASineAtFullScale_FindsNoClip()
    {
        // 16-bit PCM rounds the crest of a clean sine to few equal samples.
        var sine = PairSignals.Map(PairSignals.Sine(44100, 997, 1), (x, _) => Math.Round(x * 32767) / 32768);
        Assert.Equal(0, SignalStatistics.Measure(sine, "a.wav").ClipCount);
    }

    [Theory]
    [InlineData(32767f / 32768)]
    [InlineData(-1f)]
    public void Measure_CountsRunsAtFullScale(float fullScale)
    {
        // Runs of 2 (not a clip), 3 and 10, the last one across the border of two blocks read.
        var samples = new float[20_000];
        samples[0] = 0.1f;
        samples.AsSpan(100, 2).Fill(fullScale);
        samples.AsSpan(200, 3).Fill(fullScale);
        samples.AsSpan(8187, 10).Fill(fullScale);
        var statistics = SignalStatistics.Measure(new ArraySignal(samples, 44100), "a.wav");
        Assert.Equal(2, statistics.ClipCount);
        Assert.Equal(13, statistics.ClippedSamples);
    }

    [Fact]
    public void Measure_OfFloatsAboveFullScale_FindsNoClip()
        => Assert.Equal(0, SignalStatistics.Measure(PairSignals.Sine(44100, 50, 3), "a.wav").ClipCount);

    [Fact]
    public void Measure_FindsDc()
        => Assert.Equal(0.1, SignalStatistics.Measure(PairSignals.Map(PairSignals.Sine(44100, 100), (x, _) => x + 0.1), "a.wav").Dc, 1e-6);

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1e-8)]
    public void Measure_OfAConstant_IsSilent(float constant)
    {
        var samples = new float[10_000];
        Array.Fill(samples, constant);
        Assert.True(SignalStatistics.Measure(new ArraySignal(samples, 44100), "a.wav").IsSilent);
    }

    [Fact]
    public void Measure_NoiseFloor_IsThatOfThePauses()
    {
        // A loud second, a second of noise at -60 dB (uniform: RMS = amplitude / sqrt 3), a second of digital silence.
        var noise = PairSignals.Noise(3 * 44100, 1, 1);
        var signal = PairSignals.Map(noise, (x, n) => n < 44100 ? 0.5 * x : n < 2 * 44100 ? 1e-3 * Math.Sqrt(3) * x : 0);
        Assert.Equal(-60, SignalStatistics.Measure(signal, "a.wav").NoiseFloorDb, 0.5);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "Infinity")]
    [InlineData(2e6f, "2000000")]
    public void Measure_OfASampleThatIsNoAudio_NamesFileSampleAndValue(float value, string inMessage)
    {
        var samples = PairSignals.Read(PairSignals.Noise(20_000, 1));
        samples[12_345] = value;
        var exception = Assert.Throws<InputException>(() => SignalStatistics.Measure(new ArraySignal(samples, 44100), "wet.wav"));
        Assert.StartsWith("wet.wav: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("12345", exception.Message, StringComparison.Ordinal);
        Assert.Contains(inMessage, exception.Message, StringComparison.Ordinal);
    }
}
