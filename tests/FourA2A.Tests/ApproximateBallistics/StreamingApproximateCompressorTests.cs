using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Stages;
using FourA2A.Compressor;

namespace FourA2A.Tests.ApproximateBallistics;

public sealed class StreamingApproximateCompressorTests
{
    private const int SampleRate = 44100;

    private static readonly ApproximateParameters Settings = new(-32.5, 4.5, 6.5, 2.5, 12.3, 81.7, 21.9);

    public static TheoryData<int, bool> Channels => new() { { 1, true }, { 1, false }, { 2, true }, { 2, false }, { 5, true }, { 5, false } };

    [Theory]
    [MemberData(nameof(Channels))]
    public void Process_IsIndependentOfBlocks(int channels, bool linked)
    {
        var random = new Random(channels);
        var input = ApproximateSignals.Bursts(random, SampleRate * channels, 0.2);
        var whole = new float[input.Length];
        Settings.CreateProcessor(SampleRate, channels, linked).Process(input, whole);
        for (var round = 0; round < 8; round++)
        {
            var cut = Settings.CreateProcessor(SampleRate, channels, linked);
            var pieces = (float[])input.Clone();
            var longest = 1 << random.Next(0, 11);
            for (var start = 0; start < pieces.Length;)
            {
                var piece = pieces.AsSpan(start, Math.Min(channels * random.Next(0, longest + 1), pieces.Length - start));
                cut.Process(piece, piece);
                start += piece.Length;
            }

            Assert.True(whole.AsSpan().SequenceEqual(pieces), $"Differs with pieces of up to {longest} frames.");
        }
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    [InlineData(192000)]
    public void Process_IsThatOfTheCompressor(int sampleRate)
    {
        var random = new Random(sampleRate);
        var dry = ApproximateSignals.Bursts(random, sampleRate, 0.5);
        var (expected, output) = (new double[dry.Length], new float[dry.Length]);
        var compressor = new ApproximateCompressor(dry, sampleRate);
        for (var round = 0; round < 8; round++)
        {
            var settings = ApproximateSignals.Settings(random);
            compressor.Forward(settings, expected);
            settings.CreateProcessor(sampleRate).Process(dry, output);
            for (var n = 0; n < dry.Length; n++)
            {
                // Half a unit in the last place of a float, and a gain from other sums: see ApproximateCompressorTests.
                Assert.Equal(expected[n], output[n], Math.Abs(expected[n]) * (Math.Pow(2, -24) + 1e-9));
            }
        }
    }

    [Fact]
    public void Process_OfLinkedChannels_FollowsTheLoudestWindow()
    {
        var random = new Random(1);
        var (left, right) = (ApproximateSignals.Bursts(random, SampleRate, 0.3), ApproximateSignals.Bursts(random, SampleRate, 0.3));
        var output = Interleave(left, right);
        Settings.CreateProcessor(SampleRate, 2).Process(output, output);

        var grid = new FrameGrid(SampleRate);
        double[] levels = [.. RmsLevel.Measure(left, grid).Zip(RmsLevel.Measure(right, grid), Math.Max)];
        var expected = new double[left.Length];
        double[] attenuation = [.. new double[MovingAverage.Lead], .. levels.Select(new KneeCurve(Settings.ThresholdDb, Settings.Ratio, Settings.KneeDb).AttenuationDb)];
        var (averages, gains) = (new double[levels.Length + 1], new double[levels.Length + 1]);
        var ballistics = new PassageAverages(levels.Length);
        ballistics.SetLengths(grid.Frames(Settings.AttackMs), grid.Frames(Settings.ReleaseMs), grid.Frames(Settings.SmoothingMs));
        ballistics.Forward(attenuation, Passages.Find(levels, Settings.ThresholdDb, grid.Frames(Settings.AttackMs), grid.Frames(Settings.ReleaseMs)), averages.AsSpan(1));
        new MakeUpGain(Settings.MakeUpDb).Forward(averages, gains);
        foreach (var (channel, samples) in new[] { left, right }.Index())
        {
            new GainInterpolation(grid).Forward(samples, gains, expected);
            for (var n = 0; n < samples.Length; n++)
            {
                Assert.Equal(expected[n], output[(2 * n) + channel], Math.Abs(expected[n]) * (Math.Pow(2, -24) + 1e-9));
            }
        }
    }

    [Fact]
    public void Process_OfUnlinkedChannels_IsThatOfEachAlone()
    {
        var random = new Random(2);
        var (left, right) = (ApproximateSignals.Bursts(random, SampleRate, 0.3), ApproximateSignals.Bursts(random, SampleRate, 0.3));
        var both = Interleave(left, right);
        Settings.CreateProcessor(SampleRate, 2, linked: false).Process(both, both);
        Settings.CreateProcessor(SampleRate).Process(left, left);
        Settings.CreateProcessor(SampleRate).Process(right, right);
        Assert.Equal(Interleave(left, right), both);
    }

    /// <summary>
    /// Whatever was before: once it has left the averages, the stream is to the bit what a fresh one is.
    /// </summary>
    [Fact]
    public void Process_KeepsNothingOfLongAgo()
    {
        var random = new Random(3);
        var input = ApproximateSignals.Bursts(random, SampleRate, 0.3);
        var past = Array.ConvertAll(ApproximateSignals.Bursts(random, SampleRate, 1), x => 1e6f * x);
        Assert.Equal(AfterSilence(Settings.CreateProcessor(SampleRate)), AfterSilence(Aged()));

        IStreamProcessor Aged()
        {
            // A whole number of hops: frames begin where those of a fresh stream do.
            var stream = Settings.CreateProcessor(SampleRate);
            stream.Process(past, past);
            return stream;
        }

        float[] AfterSilence(IStreamProcessor stream)
        {
            var (silence, output) = (new float[SampleRate], new float[input.Length]);
            stream.Process(silence, silence);
            stream.Process(input, output);
            return output;
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Process_PassesOnASampleThatIsNotFiniteAndKeepsItsState(float bad)
    {
        var spoilt = ApproximateSignals.Bursts(new Random(4), SampleRate, 0.2);
        var silent = (float[])spoilt.Clone();
        (spoilt[2000], silent[2000]) = (bad, 0);
        Settings.CreateProcessor(SampleRate, 2).Process(spoilt, spoilt);
        Settings.CreateProcessor(SampleRate, 2).Process(silent, silent);
        Assert.Equal(bad, spoilt[2000]);
        spoilt[2000] = 0;
        Assert.Equal(silent, spoilt);
    }

    [Fact]
    public void Process_WithoutReductionAndMakeUp_IsTheIdentity()
    {
        var input = ApproximateSignals.Bursts(new Random(5), SampleRate, 0.1);
        (input[3], input[4000]) = (float.Epsilon, -1e-40f);
        var output = new float[input.Length];
        (Settings with { Ratio = 1, MakeUpDb = 0 }).CreateProcessor(SampleRate).Process(input, output);
        Assert.Equal(input, output);
        (Settings with { ThresholdDb = 1, MakeUpDb = 0 }).CreateProcessor(SampleRate).Process(input, output);
        Assert.Equal(input, output);
    }

    [Fact]
    public void Process_AllocatesNothing()
    {
        var stream = Settings.CreateProcessor(SampleRate, 2, linked: false);
        var samples = ApproximateSignals.Bursts(new Random(6), 2 * SampleRate, 0.2);
        stream.Process(samples, samples);
        var before = GC.GetAllocatedBytesForCurrentThread();
        stream.Process(samples, samples);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Process_IsSoundAtEveryCornerOfTheLimits()
    {
        var limits = ParameterLimits.Of(Settings);
        for (var corner = 0; corner < 1 << limits.Length; corner++)
        {
            var settings = ApproximateParameters.FromArray([.. limits.Select((limit, i) => (corner >> i & 1) == 0 ? limit.Minimum : limit.Maximum)]);
            ParameterLimits.Check(settings, string.Empty);
            float[] samples = [.. Enumerable.Range(0, 500).Select(n => (n % 4) switch { 0 => 1e6f, 1 => -1e-9f, 2 => 0, _ => -0.5f })];
            settings.CreateProcessor(8000).Process(samples, samples);
            Assert.All(samples, sample => Assert.True(float.IsFinite(sample)));
        }
    }

    [Fact]
    public void Calls_RefuseWrongSpansRatesAndCounts()
    {
        var stream = Settings.CreateProcessor(SampleRate, 2);
        var memory = new float[10];
        Assert.Throws<ArgumentException>(() => stream.Process(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => stream.Process(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => stream.Process(memory.AsSpan(0, 6), memory.AsSpan(2, 6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings.CreateProcessor(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings.CreateProcessor(SampleRate, 0));
    }

    private static float[] Interleave(float[] left, float[] right) => [.. left.Zip(right).SelectMany(pair => new[] { pair.First, pair.Second })];
}
