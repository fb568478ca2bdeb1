using FourA2A.Compressor;
using FourA2A.Simulation;
using FourA2A.Tests.Metrics;

namespace FourA2A.Tests.Simulation;

public sealed class RmsCompressorTests
{
    private const int SampleRate = 8000;

    private static readonly RmsCompressorSettings Settings = new(-20, 4, 6, 20, 100, 2);

    // Level in dB RMS, knee, and the gain in dB by hand: T = -20, R = 4, M = 2.
    [Theory]
    [InlineData(-40, 0, 2)]
    [InlineData(-20, 0, 2)]
    [InlineData(-12, 0, 2 - 6)]
    [InlineData(-4, 0, 2 - 12)]
    [InlineData(-26, 12, 2)]
    [InlineData(-20, 12, 2 - 1.125)]
    [InlineData(-17, 12, 2 - 2.53125)]
    [InlineData(-14, 12, 2 - 4.5)]
    [InlineData(-6, 12, 2 - 10.5)]
    public void StaticCurve_OfASteadyToneIsThatOfTheEquation(double levelDb, double kneeDb, double gainDb)
    {
        var tone = TestSignals.Sine(Math.Sqrt(2) * Decibels.ToAmplitude(levelDb), 1000, 2, SampleRate);
        var output = (Settings with { KneeDb = kneeDb }).Render(tone);
        var gain = Rms(output.Samples[SampleRate..]) / Rms(tone.Samples[SampleRate..]);

        // The detector's ripple at 2 kHz is 1/sqrt(1 + (2 pi 2000 5e-3)^2) = 1.6 %, 0.07 dB either way. Attack being five times as fast as release, the
        // gain follows its highest part.
        Assert.Equal(gainDb, Decibels.FromAmplitude(gain), tolerance: 0.07);
    }

    [Theory]
    [InlineData(200, 400)]
    [InlineData(100, 600)]
    [InlineData(500, 250)]
    public void StepResponse_Is63PercentDoneAfterAttackAndRelease(double attackMs, double releaseMs)
    {
        // Full-wave rectified the input is steady at either level, so that only the detector's 5 ms stand before the ballistics.
        var (low, high, length) = (Decibels.ToAmplitude(-10), Decibels.ToAmplitude(-4), 5 * SampleRate);
        var input = Enumerable.Range(0, 3 * length).Select(n => (float)((n / length == 1 ? high : low) * (n % 2 == 0 ? 1 : -1))).ToArray();
        var output = new float[input.Length];
        new RmsCompressor(new(-30, 2, 0, attackMs, releaseMs, 0), SampleRate).Process(input, output);
        var reduction = input.Zip(output, (x, y) => Decibels.FromAmplitude(x / y)).ToArray();
        Assert.Equal(10, reduction[length - 1], tolerance: 1e-3);
        Assert.Equal(13, reduction[(2 * length) - 1], tolerance: 1e-3);

        var part = 1 - Math.Exp(-1);
        var rise = Array.FindIndex(reduction, length, value => value >= 10 + (3 * part)) - length;
        var fall = Array.FindIndex(reduction, 2 * length, value => value <= 13 - (3 * part)) - (2 * length);

        // The level itself, in dB, lags behind a step by 5 ms times less than 1 upward and less than 2 downward at 6 dB.
        Assert.InRange(1000.0 * rise / SampleRate, attackMs, attackMs + 5);
        Assert.InRange(1000.0 * fall / SampleRate, releaseMs, releaseMs + 10);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Process_IsIndependentOfBlocks(int channels, bool linked)
    {
        var random = new Random(channels);
        var input = Noise(random, channels * 4001);
        var whole = new float[input.Length];
        Settings.CreateProcessor(SampleRate, channels, linked).Process(input, whole);
        var cut = Settings.CreateProcessor(SampleRate, channels, linked);
        for (var start = 0; start < input.Length;)
        {
            var piece = input.AsSpan(start, Math.Min(channels * random.Next(0, 300), input.Length - start));
            cut.Process(piece, piece);
            start += piece.Length;
        }

        Assert.Equal(whole, input);
    }

    [Fact]
    public void Process_LinkedChannelsShareTheGainOfTheLoudest()
    {
        var loud = Noise(new Random(6), 4000);
        var all = loud.SelectMany(Frame).ToArray();
        Settings.CreateProcessor(SampleRate, 3).Process(all, all);
        Assert.Equal(Alone(loud).SelectMany(Frame), all);

        static float[] Frame(float sample) => [0.5f * sample, sample, 0.25f * sample];
    }

    [Fact]
    public void Process_UnlinkedChannelsAreOnTheirOwn()
    {
        var (left, right) = (Noise(new Random(7), 3000), Noise(new Random(8), 3000));
        var both = left.Zip(right, (l, r) => new[] { l, 0.1f * r }).SelectMany(frame => frame).ToArray();
        Settings.CreateProcessor(SampleRate, 2, linked: false).Process(both, both);
        Assert.Equal(Alone(left), both.Where((_, n) => n % 2 == 0));
        Assert.Equal(Alone([.. right.Select(sample => 0.1f * sample)]), both.Where((_, n) => n % 2 == 1));
    }

    [Fact]
    public void Process_BelowTheThresholdWithoutMakeUpIsTheIdentity()
    {
        var input = Noise(new Random(9), 4000);
        var output = new float[input.Length];
        (Settings with { ThresholdDb = 10, MakeUpDb = 0 }).CreateProcessor(SampleRate).Process(input, output);
        Assert.Equal(input, output);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Process_PassesOnASampleThatIsNotFiniteAndKeepsItsState(float bad)
    {
        var silent = Noise(new Random(10), 2 * 3000);
        silent[2000] = 0;
        var spoilt = (float[])silent.Clone();
        spoilt[2000] = bad;
        Settings.CreateProcessor(SampleRate, 2).Process(spoilt, spoilt);
        Settings.CreateProcessor(SampleRate, 2).Process(silent, silent);
        Assert.Equal(bad, spoilt[2000]);
        spoilt[2000] = 0;
        Assert.Equal(silent, spoilt);
    }

    [Fact]
    public void Silence_LeavesNoStateAmongDenormals()
    {
        var compressor = new RmsCompressor(Settings with { AttackMs = 1, ReleaseMs = 10 }, SampleRate);
        compressor.Process(Noise(new Random(11), 4000), new float[4000]);

        // 2,000 time constants of the slower of release and detector.
        var silence = new float[20 * SampleRate];
        compressor.Process(silence, silence);
        Assert.All(compressor.States, state => Assert.InRange(state, 1e-21, 1e-19));
    }

    [Fact]
    public void Process_AllocatesNothing()
    {
        var compressor = Settings.CreateProcessor(SampleRate, 2, linked: false);
        var samples = Noise(new Random(12), 2 * 500);
        compressor.Process(samples, samples);
        var before = GC.GetAllocatedBytesForCurrentThread();
        compressor.Process(samples, samples);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        var memory = new float[10];
        var compressor = Settings.CreateProcessor(SampleRate, 2);
        Assert.Throws<ArgumentException>(() => compressor.Process(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => compressor.Process(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => compressor.Process(memory.AsSpan(0, 6), memory.AsSpan(2, 6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings.CreateProcessor(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings.CreateProcessor(SampleRate, 0));
    }

    private static float[] Alone(float[] input)
    {
        var output = new float[input.Length];
        Settings.CreateProcessor(SampleRate).Process(input, output);
        return output;
    }

    private static double Rms(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return Math.Sqrt(sum / samples.Length);
    }

    // Bursts, so that attack and release both have time to act.
    private static float[] Noise(Random random, int length)
        => [.. Enumerable.Range(0, length).Select(n => (float)((n / 700 % 2 == 0 ? 0.9 : 0.02) * ((2 * random.NextDouble()) - 1)))];
}
