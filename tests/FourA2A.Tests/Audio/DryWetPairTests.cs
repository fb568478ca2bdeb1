using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

public sealed class DryWetPairTests
{
    // Noise without DC: each sample is followed by its negative.
    private static readonly ArraySignal Noise = PairSignals.Noise(5000, 1);
    private static readonly ArraySignal Dry = PairSignals.Map(Noise, (x, n) => n % 2 == 0 ? x : -Noise.Samples[n - 1]);

    [Fact]
    public void Constructor_LeavesOutTheLongerTail()
    {
        var pair = new DryWetPair(Dry, PairSignals.Cut(Dry, 0, 4000), "dry.wav", "wet.wav");
        Assert.Equal(4000, pair.SampleCount);
        Assert.Equal((1000, 0), (pair.DrySamplesLeftOut, pair.WetSamplesLeftOut));
        Assert.Equal(Dry.Samples[..4000], PairSignals.Read(pair.Dry));
        var finding = Assert.Single(pair.Inspect().Findings);
        Assert.StartsWith("dry.wav: 1000 of 5000 samples", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    [InlineData(0)]
    public void WithLag_PutsTheFilesOnTopOfEachOther(int lag)
    {
        // The wet file is the dry one, later by the lag and longer.
        var wet = PairSignals.Cut(Dry, -lag, 5200);
        var pair = new DryWetPair(Dry, wet, "dry.wav", "wet.wav").WithLag(lag);
        Assert.Equal(lag, pair.LagSamples);
        Assert.Equal(PairSignals.Read(pair.Dry), PairSignals.Read(pair.Wet));
        Assert.Equal(lag < 0 ? 4700 : Math.Min(5000, 5200 - lag), pair.SampleCount);
    }

    [Fact]
    public void AlignedWet_TakesOutFractionAndPolarity()
    {
        var low = PairSignals.Map(Dry, (_, n) => 0.5 * Math.Sin(0.2 * n));
        var wet = new ArraySignal(PairSignals.Read(new FractionalDelaySignal(low, 2.6, invert: true)), low.SampleRate);
        var pair = new DryWetPair(low, wet, "dry.wav", "wet.wav").WithLag(-3);
        var (dry, aligned) = (PairSignals.Read(pair.Dry), PairSignals.Read(pair.AlignedWet(-2.6, -1)));
        Assert.Equal(dry.Length, aligned.Length);
        for (var n = 100; n < dry.Length - 100; n++)
        {
            Assert.Equal(dry[n], aligned[n], 2e-5);
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void AlignedWet_ReachesAsFarAsThePair(int lag)
    {
        // Early by 300 samples, the wet file's last ones belong to dry samples past its own length.
        var pair = new DryWetPair(Dry, PairSignals.Cut(Dry, -lag, 5000), "dry.wav", "wet.wav").WithLag(lag);
        Assert.Equal(PairSignals.Read(pair.Dry), PairSignals.Read(pair.AlignedWet(lag, 1)));
        Assert.Equal(pair.SampleCount, pair.AlignedWet(lag + 0.5, 1).SampleCount);
        Assert.NotEqual(0, PairSignals.Read(pair.AlignedWet(lag + 0.5, 1))[^100]);
    }

    [Fact]
    public void Constructor_RefusesDifferentRates()
    {
        var exception = Assert.Throws<InputException>(() => new DryWetPair(Dry, new ArraySignal(new float[10], 48000), "dry.wav", "wet.wav"));
        Assert.Equal("wet.wav: found 48000 Hz, expected 44100 Hz as in dry.wav; convert one of the two.", exception.Message);
    }

    [Fact]
    public void Constructor_RefusesAnEmptyFile()
        => Assert.StartsWith(
            "dry.wav: found 0 samples",
            Assert.Throws<InputException>(() => new DryWetPair(new ArraySignal(Array.Empty<float>(), 44100), Dry, "dry.wav", "wet.wav")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void WithLag_RefusesALagBeyondTheFiles()
        => Assert.Throws<InputException>(() => new DryWetPair(Dry, Dry, "dry.wav", "wet.wav").WithLag(-5000));

    [Fact]
    public void Inspect_RefusesSilence()
        => Assert.StartsWith(
            "wet.wav: found silence",
            Assert.Throws<InputException>(() => new DryWetPair(Dry, new ArraySignal(new float[5000], 44100), "dry.wav", "wet.wav").Inspect()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Inspect_RefusesNaN_AndNamesTheDryFileFirst()
    {
        var samples = PairSignals.Read(Dry);
        samples[7] = float.NaN;
        var broken = new ArraySignal(samples, 44100);
        var exception = Assert.Throws<InputException>(() => new DryWetPair(broken, broken, "dry.wav", "wet.wav").Inspect());
        Assert.StartsWith("dry.wav: found NaN at sample 7", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_OfACleanPair_FindsNothing()
        => Assert.Empty(new DryWetPair(Dry, Dry, "dry.wav", "wet.wav").Inspect().Findings);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(-44, 0)]
    [InlineData(45, 2)]
    [InlineData(-3000, 2)]
    public void ReportAtALag_SaysWhatItLeavesOut_FromAMillisecond(int lag, int count)
    {
        var pair = new DryWetPair(Dry, Dry, "dry.wav", "wet.wav");
        var findings = pair.Inspect().At(pair.WithLag(lag)).Findings;
        Assert.Equal(count, findings.Length);
        Assert.All(findings, finding => Assert.Contains($": {Math.Abs(lag)} of 5000 samples", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void ReportAtALag_SaysALongerTailHoweverShort()
    {
        var pair = new DryWetPair(Dry, PairSignals.Cut(Dry, -3, 5005), "dry.wav", "wet.wav");
        Assert.StartsWith("wet.wav: 5 of 5005", Assert.Single(pair.Inspect().At(pair.WithLag(3)).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_CountsOneClipInWords()
    {
        var clipped = PairSignals.Map(Dry, (x, n) => n is >= 2000 and < 2010 ? 1 : n is >= 2010 and < 2020 ? -1 : x);
        var once = PairSignals.Map(Dry, (x, n) => n is >= 2000 and < 2010 ? 1 : x);
        Assert.Contains(new DryWetPair(Dry, clipped, "dry.wav", "wet.wav").Inspect().Findings, finding => finding.Contains("clipped 2 times", StringComparison.Ordinal));
        Assert.Contains(new DryWetPair(Dry, once, "dry.wav", "wet.wav").Inspect().Findings, finding => finding.Contains("clipped once", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_ReportsClippingAndDc_PerFile()
    {
        var clipped = PairSignals.Map(PairSignals.Sine(5000, 441, 2), (x, _) => Math.Clamp(x, -1, 1));
        var offset = PairSignals.Map(Dry, (x, _) => x + 0.01);
        var findings = new DryWetPair(offset, clipped, "dry.wav", "wet.wav").Inspect().Findings;
        Assert.Equal(2, findings.Length);
        Assert.StartsWith("dry.wav: DC offset", findings[0], StringComparison.Ordinal);
        Assert.StartsWith("wet.wav: clipped", findings[1], StringComparison.Ordinal);
    }
}
