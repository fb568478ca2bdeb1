using FourA2A.Compressor;

namespace FourA2A.Tests.Compressor;

public sealed class StreamingCompressorTests
{
    private const int SampleRate = 44100;

    private static readonly CompressorParameters Settings = new(-30, 5, 0.7, 80, 4.5);

    public static TheoryData<int, bool> Channels()
    {
        var data = new TheoryData<int, bool>();
        for (var channels = 1; channels <= 7; channels++)
        {
            data.Add(channels, true);
            data.Add(channels, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Process_IsIndependentOfBlocks(int channels, bool linked)
    {
        var random = new Random(channels);
        var input = Noise(random, channels * 1601);
        var whole = new float[input.Length];
        new StreamingCompressor(Settings, SampleRate, channels, linked).Process(input, whole);

        var cut = new StreamingCompressor(Settings, SampleRate, channels, linked);
        for (var round = 0; round < 12; round++)
        {
            cut.Reset();
            var pieces = (float[])input.Clone();
            var longest = 1 << random.Next(0, 11);
            for (var start = 0; start < pieces.Length;)
            {
                var length = Math.Min(channels * random.Next(0, longest + 1), pieces.Length - start);
                var piece = pieces.AsSpan(start, length);
                cut.Process(piece, piece);
                start += length;
            }

            Assert.True(whole.AsSpan().SequenceEqual(pieces), $"Differs with pieces of up to {longest} frames.");
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Process_AgreesWithScalarStages(int channels, bool linked)
    {
        var input = Noise(new Random(100 + channels), channels * 3001);
        var output = new float[input.Length];
        new StreamingCompressor(Settings, SampleRate, channels, linked).Process(input, output);

        var expected = Scalar(Settings, input, channels, linked);
        for (var n = 0; n < input.Length; n++)
        {
            // Half a unit in the last place of a float, and the double computation's far smaller difference.
            Assert.Equal(expected[n], output[n], Math.Abs(expected[n]) * (Math.Pow(2, -24) + 1e-11));
        }
    }

    [Fact]
    public void Process_MatchesScalarWithAttackSlowerThanRelease()
    {
        var settings = new CompressorParameters(-20, 8, 90, 12, -3);
        var input = Noise(new Random(5), 20000);
        var output = new float[input.Length];
        new StreamingCompressor(settings, SampleRate).Process(input, output);

        var expected = Scalar(settings, input, 1, linked: true);
        Assert.All(Enumerable.Range(0, input.Length), n =>
            Assert.Equal(expected[n], output[n], Math.Abs(expected[n]) * (Math.Pow(2, -24) + 1e-11)));
    }

    [Fact]
    public void Process_LinkedChannelsShareTheGainOfTheLoudest()
    {
        var random = new Random(6);
        var loud = Noise(random, 4000);
        var both = new float[2 * loud.Length];
        for (var n = 0; n < loud.Length; n++)
        {
            both[2 * n] = 0.5f * loud[n];
            both[(2 * n) + 1] = loud[n];
        }

        var alone = new float[loud.Length];
        new StreamingCompressor(Settings, SampleRate).Process(loud, alone);
        new StreamingCompressor(Settings, SampleRate, 2).Process(both, both);
        for (var n = 0; n < loud.Length; n++)
        {
            Assert.Equal(alone[n], both[(2 * n) + 1]);
            Assert.Equal(0.5f * alone[n], both[2 * n]);
        }
    }

    [Fact]
    public void Process_UnlinkedChannelsAreOnTheirOwn()
    {
        var random = new Random(7);
        float[][] channels = [Noise(random, 3000), Noise(random, 3000), Noise(random, 3000)];
        var interleaved = new float[9000];
        for (var n = 0; n < interleaved.Length; n++)
        {
            interleaved[n] = channels[n % 3][n / 3];
        }

        new StreamingCompressor(Settings, SampleRate, 3, linked: false).Process(interleaved, interleaved);
        for (var c = 0; c < 3; c++)
        {
            var alone = new float[3000];
            new StreamingCompressor(Settings, SampleRate).Process(channels[c], alone);
            Assert.Equal(alone, alone.Select((_, n) => interleaved[(3 * n) + c]));
        }
    }

    [Fact]
    public void Process_WithoutReductionAndMakeUpIsTheIdentity()
    {
        var input = Noise(new Random(8), 5000);
        var output = new float[input.Length];
        new StreamingCompressor(new CompressorParameters(-40, 1, 1, 100, 0), SampleRate).Process(input, output);
        Assert.Equal(input, output);
        new StreamingCompressor(new CompressorParameters(20, 10, 1, 100, 0), SampleRate).Process(input, output);
        Assert.Equal(input, output);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Process_PassesOnASampleThatIsNotFiniteAndKeepsItsState(float bad)
    {
        var input = Noise(new Random(9), 2 * 3000);
        var spoilt = (float[])input.Clone();
        var silent = (float[])input.Clone();
        spoilt[2000] = bad;
        silent[2000] = 0;

        new StreamingCompressor(Settings, SampleRate, 2).Process(spoilt, spoilt);
        new StreamingCompressor(Settings, SampleRate, 2).Process(silent, silent);
        Assert.Equal(bad, spoilt[2000]);
        spoilt[2000] = 0;
        Assert.Equal(silent, spoilt);
    }

    [Fact]
    public void Process_OfOneBadSampleAtRatioOneStaysSound()
    {
        float[] samples = [0.5f, float.PositiveInfinity, 0.5f, 0.25f];
        new StreamingCompressor(new CompressorParameters(-30, 1, 1, 100, 0), SampleRate).Process(samples, samples);
        Assert.Equal([0.5f, float.PositiveInfinity, 0.5f, 0.25f], samples);
    }

    [Fact]
    public void Process_KeepsDenormalsAndSilence()
    {
        float[] samples = [0, float.Epsilon, -float.Epsilon, 1e-40f, 0, -0f];
        var expected = (float[])samples.Clone();
        new StreamingCompressor(new CompressorParameters(-30, 4, 1, 100, 0), SampleRate).Process(samples, samples);
        Assert.Equal(expected, samples);
    }

    [Fact]
    public void Process_AllocatesNothing()
    {
        var compressor = new StreamingCompressor(Settings, SampleRate, 2, linked: false);
        var samples = Noise(new Random(10), 2 * 2000);
        compressor.Process(samples, samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var detector = new byte[1];
        var detected = GC.GetAllocatedBytesForCurrentThread();
        compressor.Process(samples, samples);
        compressor.Reset();
        var after = GC.GetAllocatedBytesForCurrentThread();

        GC.KeepAlive(detector);
        Assert.True(detected > before, "The detector must see an allocation.");
        Assert.Equal(detected, after);
    }

    [Fact]
    public void Process_RefusesWrongSpans()
    {
        var compressor = new StreamingCompressor(Settings, SampleRate, 2);
        var memory = new float[10];
        Assert.Throws<ArgumentException>(() => compressor.Process(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => compressor.Process(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => compressor.Process(memory.AsSpan(0, 6), memory.AsSpan(2, 6)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(44100, 0)]
    public void Constructor_RefusesRatesAndCountsThatAreNotPositive(double rate, int channels)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingCompressor(Settings, rate, channels));

    [Fact]
    public void StaticCurve_AgreesWithScalarStages()
    {
        var random = new Random(11);
        var magnitudes = new double[4096];
        for (var n = 0; n < magnitudes.Length; n++)
        {
            magnitudes[n] = (float)Math.Pow(10, (random.NextDouble() * 12) - 9);
        }

        magnitudes[0] = 0;
        magnitudes[1] = float.Epsilon;
        magnitudes[2] = float.MaxValue;
        foreach (var (threshold, slope) in new[] { (-50.0, 0.95), (-160.0, 1 - 1e-9), (0.0, 0.5), (30.0, 0.9), (-20.0, 0.0), (-1000.0, 0.75) })
        {
            var gains = (double[])magnitudes.Clone();
            new StaticCurve(threshold, slope).Apply(gains);
            var computer = new GainComputer(threshold, slope);
            for (var n = 0; n < gains.Length; n++)
            {
                var level = Level.Db(magnitudes[n]);
                var gainDb = computer.GainDb(level);

                // Logarithm and exponential to 2 units in the last place each, on either path; a relative error of the
                // gain is the absolute error of its exponent, to which threshold and level contribute.
                var exponent = ModelConstants.NepersPerDecibel * (Math.Abs(level) + Math.Abs(threshold));
                var tolerance = Math.Pow(2, -52) * (4 + (4 * exponent));
                var expected = Decibels.ToAmplitude(gainDb);
                Assert.Equal(expected, gains[n], expected * tolerance);
            }
        }
    }

    [Fact]
    public void StaticCurve_IsIndependentOfThePlaceInTheBlock()
    {
        var random = new Random(12);
        var values = new double[64];
        for (var n = 0; n < values.Length; n++)
        {
            values[n] = (float)random.NextDouble();
        }

        var curve = new StaticCurve(-25, 0.8);
        var gains = (double[])values.Clone();
        curve.Apply(gains);
        for (var shift = 1; shift < 8; shift++)
        {
            var rolled = values[shift..].Concat(values[..shift]).ToArray();
            curve.Apply(rolled);
            Assert.Equal(gains[shift..].Concat(gains[..shift]), rolled);
        }
    }

    private static double[] Scalar(CompressorParameters settings, float[] input, int channels, bool linked)
    {
        var core = CoreParameters.FromPhysical(settings, SampleRate);
        var computer = new GainComputer(core.ThresholdDb, core.Slope);
        var makeUp = new MakeUp(core.MakeUpDb);
        var smoothers = Enumerable.Repeat(new Ballistics(core.SingleSmoother), channels).ToArray();
        var output = new double[input.Length];
        for (var n = 0; n < input.Length; n++)
        {
            var channel = n % channels;
            var frame = input.AsSpan(n - channel, channels);
            var detected = linked ? frame.ToArray().Max(Math.Abs) : input[n];
            var gain = smoothers[channel].Next(Decibels.ToAmplitude(computer.GainDb(Level.Db(detected))));
            output[n] = makeUp.Apply(input[n], gain);
        }

        return output;
    }

    // Bursts, so that attack and release both have time to act.
    private static float[] Noise(Random random, int length)
    {
        var samples = new float[length];
        for (var n = 0; n < length; n++)
        {
            var envelope = (n / 700 % 3) switch { 0 => 0.9, 1 => 0.05, _ => 0.001 };
            samples[n] = (float)(envelope * ((2 * random.NextDouble()) - 1));
        }

        return samples;
    }
}
