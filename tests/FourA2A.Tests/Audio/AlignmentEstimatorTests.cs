using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Tests.Audio;

public sealed class AlignmentEstimatorTests
{
    // Error of the delay on compressed material, in samples: what the estimator is built for.
    private const double DelayTolerance = 0.02;

    private static readonly CompressorParameters Usual = new(-36, 4, 1, 200, 6);

    [Theory]
    [InlineData(ShippedRecordings.Guitar, -88199.5)]
    [InlineData(ShippedRecordings.Guitar, 0.33)]
    [InlineData(ShippedRecordings.Loop, 88200.25)]
    [InlineData(ShippedRecordings.Loop, -0.83)]
    [InlineData(ShippedRecordings.DrumRoll, -12345.67)]
    [InlineData(ShippedRecordings.DrumRoll, 4096.5)]
    public void Estimate_FindsDelaysUpToTwoSeconds(string recording, double delay)
    {
        var dry = ShippedRecordings.Load(recording);
        AssertAligned(dry, PairSignals.Wet(dry, Usual, delay), delay, 1);
    }

    [Theory]
    [InlineData(20, 100, 1000)]
    [InlineData(8, 10, 100)]
    [InlineData(1, 1, 200)]
    public void Estimate_WithOtherSettings_FindsDelay(double ratio, double attackMs, double releaseMs)
    {
        foreach (var name in ShippedRecordings.Names)
        {
            var dry = ShippedRecordings.Load(name);
            AssertAligned(dry, PairSignals.Wet(dry, new CompressorParameters(-40, ratio, attackMs, releaseMs, 10), 17.4), 17.4, 1);
        }
    }

    [Fact]
    public void Estimate_OfAWaveformFollower_StillBelongsTogether()
    {
        // 20:1 with attack and release within a period is distortion; the delay is then coarser.
        foreach (var name in ShippedRecordings.Names)
        {
            var dry = ShippedRecordings.Load(name);
            var found = AlignmentEstimator.Estimate(dry, PairSignals.Wet(dry, new CompressorParameters(-50, 20, 0.1, 10, 20), 17.4));
            Assert.Equal(AlignmentVerdict.BelongTogether, found.Verdict);
            Assert.Equal(17.4, found.DelaySamples, 0.1);
        }
    }

    [Fact]
    public void Estimate_FindsInvertedPolarity()
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Guitar);
        AssertAligned(dry, PairSignals.Wet(dry, Usual, 100.4, invert: true), 100.4, -1);
    }

    [Theory]
    [InlineData(12.5)]
    [InlineData(-40)]
    public void Estimate_FindsTheLevelOfAPlainGain(double gainDb)
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Loop);
        var found = AssertAligned(dry, PairSignals.Wet(dry, new CompressorParameters(0, 1, 1, 200, gainDb), 3), 3, 1);
        Assert.Equal(gainDb, found.LevelDb, 0.01);
    }

    [Fact]
    public void Estimate_OfAFileAndItself_IsExact()
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Loop);
        var found = AlignmentEstimator.Estimate(dry, dry);
        Assert.Equal(0, found.DelaySamples);
        Assert.Equal(1, found.Polarity);
        Assert.Equal(0, found.LevelDb, 1e-9);
        Assert.Equal(1, found.Coherence, 1e-9);
        Assert.Equal(AlignmentVerdict.BelongTogether, found.Verdict);
    }

    [Fact]
    public void Estimate_TwiceOnTheSameFiles_GivesTheSameBits()
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Loop);
        var wet = PairSignals.Wet(dry, Usual, 5.5);
        Assert.Equal(AlignmentEstimator.Estimate(dry, wet), AlignmentEstimator.Estimate(dry, wet));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Estimate_OfShortClips_FindsDelay(double seconds)
    {
        foreach (var name in ShippedRecordings.Names)
        {
            var dry = PairSignals.Cut(ShippedRecordings.Load(name), 22050, (int)(seconds * PairSignals.SampleRate));
            AssertAligned(dry, PairSignals.Wet(dry, Usual, 5.3), 5.3, 1);
        }
    }

    [Fact]
    public void Estimate_WithNoiseInTheWetFile_FindsDelay()
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Guitar);
        var noise = PairSignals.Noise((int)dry.SampleCount, 9, 1e-3);
        var wet = PairSignals.Map(PairSignals.Wet(dry, Usual, -0.83), (x, n) => x + noise.Samples[n]);
        AssertAligned(dry, wet, -0.83, 1);
    }

    [Fact]
    public void Estimate_WithDc_FindsDelay()
    {
        var dry = PairSignals.Map(ShippedRecordings.Load(ShippedRecordings.Guitar), (x, _) => (0.8 * x) + 0.1);
        var wet = PairSignals.Map(PairSignals.Wet(ShippedRecordings.Load(ShippedRecordings.Guitar), Usual, 44.6), (x, _) => x - 0.05);
        AssertAligned(dry, wet, 44.6, 1);
    }

    [Fact]
    public void Estimate_OfClippedFiles_FindsDelay()
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Loop);
        var wet = PairSignals.Map(PairSignals.Wet(dry, Usual, 2.5), (x, _) => Math.Clamp(x, -0.2, 0.2));
        AssertAligned(dry, wet, 2.5, 1);
    }

    [Fact]
    public void Estimate_OfFilesOfUnequalLength_FindsDelay()
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Loop);
        var wet = PairSignals.Compress(dry, Usual);
        AssertAligned(dry, PairSignals.Cut(wet, -30_000, 500_000), 30_000, 1);
        AssertAligned(dry, PairSignals.Cut(wet, 30_000, 100_000), -30_000, 1);
    }

    [Fact]
    public void Estimate_OfARepeatedBar_TakesTheTrueLag()
    {
        // Eight times the same bar of 0.9 s: every multiple of it is a peak.
        var bar = PairSignals.Cut(ShippedRecordings.Load(ShippedRecordings.Loop), 0, 39_690);
        var dry = PairSignals.Map(new ArraySignal(new float[8 * 39_690], PairSignals.SampleRate), (_, n) => bar.Samples[n % 39_690]);
        AssertAligned(dry, PairSignals.Wet(dry, Usual, 500.25), 500.25, 1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(60)]
    public void Estimate_OfASine_TakesTheSmallestLag(double hertz)
    {
        var dry = PairSignals.Sine(5 * PairSignals.SampleRate, hertz);
        var found = AlignmentEstimator.Estimate(dry, PairSignals.Wet(dry, new CompressorParameters(0, 1, 1, 200, -6), 2.25));

        // One frequency and its leakage say less than music.
        Assert.Equal(2.25, found.DelaySamples, 0.1);
        Assert.Equal(1, found.Polarity);
    }

    [Fact]
    public void Estimate_OfUnrelatedFiles_SaysSo()
    {
        const int length = 4 * PairSignals.SampleRate;
        var clips = ShippedRecordings.Names.Select(name => PairSignals.Cut(ShippedRecordings.Load(name), 0, length)).ToList();
        clips.Add(PairSignals.Noise(length, 1));
        clips.Add(PairSignals.Noise(length, 2));
        for (var n = 0; n < clips.Count; n++)
        {
            var found = AlignmentEstimator.Estimate(clips[n], PairSignals.Compress(clips[(n + 1) % clips.Count], Usual));
            Assert.Equal(AlignmentVerdict.DoNotBelongTogether, found.Verdict);
            Assert.StartsWith("The files do not belong together", found.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Estimate_OfSilence_IsUndecided()
    {
        var dry = PairSignals.Noise(50_000, 1);
        var silence = new ArraySignal(new float[50_000], PairSignals.SampleRate);
        foreach (var (x, y) in new[] { (dry, silence), (silence, dry), (silence, silence) })
        {
            var found = AlignmentEstimator.Estimate(x, y);
            Assert.Equal(AlignmentVerdict.Undecided, found.Verdict);
            Assert.Equal((0, 1, 0, 0), (found.DelaySamples, found.Polarity, found.LevelDb, found.Coherence));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1500)]
    public void Estimate_OfAFewSamples_IsUndecided(int length)
    {
        var dry = PairSignals.Noise(length, 1);
        Assert.Equal(AlignmentVerdict.Undecided, AlignmentEstimator.Estimate(dry, dry).Verdict);
        Assert.Equal(AlignmentVerdict.Undecided, AlignmentEstimator.Estimate(dry, PairSignals.Noise(50_000, 2)).Verdict);
        Assert.Equal(AlignmentVerdict.Undecided, AlignmentEstimator.Estimate(PairSignals.Noise(50_000, 2), dry).Verdict);
    }

    [Fact]
    public void Estimate_RefusesDifferentRates()
        => Assert.Throws<ArgumentException>(() => AlignmentEstimator.Estimate(PairSignals.Noise(100, 1), new ArraySignal(new float[100], 48000)));

    [Fact]
    public void Estimate_OfAFileThatFails_ThrowsTheCause()
        => Assert.Throws<InputException>(() => AlignmentEstimator.Estimate(PairSignals.Noise(100_000, 1), new BrokenSignal()));

    [Theory]
    [InlineData(1.25, 1, "wet 1.250 samples (0.028 ms) later")]
    [InlineData(-0.83, -1, "wet 0.830 samples (0.019 ms) earlier")]
    [InlineData(0.0001, 1, "no delay")]
    public void Description_SaysDelayAndPolarity(double delay, int polarity, string expected)
    {
        var result = new AlignmentResult
        {
            DelaySamples = delay,
            Polarity = polarity,
            LevelDb = -3.04,
            Coherence = 0.987,
            SampleRate = PairSignals.SampleRate,
            Verdict = AlignmentVerdict.BelongTogether,
        };
        Assert.Contains(expected, result.Description, StringComparison.Ordinal);
        Assert.Contains("-3.0 dB", result.Description, StringComparison.Ordinal);
        Assert.Contains("0.987", result.Description, StringComparison.Ordinal);
        Assert.Contains(polarity < 0 ? "inverted" : "same polarity", result.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.83, -0.6, 1)]
    [InlineData(-0.83, 0.4, 1)]
    [InlineData(-0.83, 3, 1)]
    [InlineData(-0.83, 20_000, 1)]
    [InlineData(7000.2, -0.75, 1)]
    [InlineData(-0.83, -0.6, -1)]
    public void Estimate_WithAnExpectation_IsWhatItIsWithout(double delay, double expected, int expectedPolarity)
    {
        var dry = ShippedRecordings.Load(ShippedRecordings.Loop);
        var wet = PairSignals.Wet(dry, Usual, delay);
        var without = AssertAligned(dry, wet, delay, 1);
        var with = AlignmentEstimator.Estimate(dry, wet, (expected, expectedPolarity));
        Assert.Equal(without.DelaySamples, with.DelaySamples, DelayTolerance);
        Assert.Equal(without.Polarity, with.Polarity);

        // Some of the windows stand for all.
        Assert.Equal(without.Coherence, with.Coherence, 0.05);
        Assert.Equal(without.LevelDb, with.LevelDb, 1.0);
        Assert.Equal(without.Verdict, with.Verdict);
    }

    [Fact]
    public void Estimate_OfStrangersWithAnExpectation_FindsNoPair()
    {
        var (dry, wet) = (ShippedRecordings.Load(ShippedRecordings.Loop), ShippedRecordings.Load(ShippedRecordings.Guitar));
        Assert.Equal(AlignmentVerdict.DoNotBelongTogether, AlignmentEstimator.Estimate(dry, wet, (0, 1)).Verdict);
    }

    private static AlignmentResult AssertAligned(ISignal dry, ISignal wet, double delay, int polarity)
    {
        var found = AlignmentEstimator.Estimate(dry, wet);
        Assert.Equal(delay, found.DelaySamples, DelayTolerance);
        Assert.Equal(polarity, found.Polarity);
        Assert.Equal(AlignmentVerdict.BelongTogether, found.Verdict);
        return found;
    }

    private sealed class BrokenSignal : ISignal
    {
        public int SampleRate => PairSignals.SampleRate;

        public long SampleCount => 100_000;

        public void Read(long start, Span<float> destination) => throw new InputException("wet.wav: the medium failed.");
    }
}
