using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;

namespace FourA2A.Tests.Simulation;

public sealed class OpticalLevellingAmplifierTests
{
    private const int SampleRate = 44100;

    // Eleven cycles of it are 441 samples: its samples come close to its peaks.
    private const double ToneHz = 1100;

    [Theory]
    [InlineData(LevellingMode.Compress)]
    [InlineData(LevellingMode.Limit)]
    public void GainReduction_RisesWithLevelAndKnob(LevellingMode mode)
    {
        double[] positions = [0, 20, 40, 60, 80, 100];
        double[] levels = [-40, -30, -20, -10, 0];
        var reductions = positions.Select(position => levels.Select(level => Settled(new(mode, position), level)).ToArray()).ToArray();
        for (var p = 1; p < positions.Length; p++)
        {
            for (var l = 0; l < levels.Length; l++)
            {
                Assert.True(reductions[p][l] >= reductions[p - 1][l], $"{positions[p]} at {levels[l]} dB");
                Assert.True(l == 0 || reductions[p][l] >= reductions[p][l - 1], $"{positions[p]} at {levels[l]} dB");
            }
        }

        // From a knob that does nothing to one that does a lot.
        Assert.All(reductions[0], reduction => Assert.Equal(0, reduction));
        Assert.InRange(reductions[^1][^1], 25, 40);
    }

    [Fact]
    public void RatioAboveTheThreshold_IsFourAndHigherInLimit()
    {
        Assert.InRange(Ratio(LevellingMode.Compress), 3.5, 4.5);
        Assert.InRange(Ratio(LevellingMode.Limit), 1.15 * Ratio(LevellingMode.Compress), 8);

        // Far above the knee and below the lamp's brightest.
        static double Ratio(LevellingMode mode)
            => 10 / (10 - (Settled(new(mode, 80), -8) - Settled(new(mode, 80), -18)));
    }

    [Theory]
    [InlineData(40, -16)]
    [InlineData(100, -39)]
    public void ThresholdOfATone_LiesWhereTheKnobPutsIt(double position, double thresholdDb)
    {
        // The asymptote of 1 + 3 to 1 through a point 10 dB above.
        var reduction = Settled(new(LevellingMode.Compress, position), thresholdDb + 10);
        Assert.InRange(reduction, 0.75 * 8.5, 0.75 * 11.5);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-20)]
    [InlineData(-10)]
    public void Attack_IsAboutTenMilliseconds(double levelDb)
    {
        var unit = Unit();
        var settled = Settled(new(LevellingMode.Compress, 100), levelDb);

        // 1 - 1/e of the decibels; a factor of two and a half either way.
        var time = TimeUntil(unit, levelDb, reduction => reduction >= (1 - (1 / Math.E)) * settled);
        Assert.InRange(1000 * time, 4, 25);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-20)]
    [InlineData(-10)]
    public void FirstHalfOfTheRelease_TakesAboutSixtyMilliseconds(double levelDb)
    {
        var unit = Unit();
        var settled = Compress(unit, levelDb, seconds: 2);
        Assert.InRange(1000 * TimeUntil(unit, null, reduction => reduction <= settled / 2), 40, 100);
    }

    [Fact]
    public void RestOfTheRelease_TakesLongerAfterLongerCompression()
    {
        var times = Array.ConvertAll([0.5, 2, 8, 30], seconds =>
        {
            var unit = Unit();
            var settled = Compress(unit, -22, seconds);
            return TimeUntil(unit, null, reduction => reduction <= 0.05 * settled);
        });
        Assert.All(times, time => Assert.InRange(time, 1, 15));
        for (var i = 1; i < times.Length; i++)
        {
            Assert.True(times[i] > 1.1 * times[i - 1], string.Join(", ", times));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Blocks_DoNotChangeTheBits(int blockLength)
    {
        var input = Stimulus(SampleRate);
        var (whole, blocks) = (new float[input.Length], new float[input.Length]);
        Saturated().Process(input, whole);
        var unit = Saturated();
        for (var start = 0; start < input.Length; start += blockLength)
        {
            var count = Math.Min(blockLength, input.Length - start);
            unit.Process(input.AsSpan(start, count), blocks.AsSpan(start, count));
        }

        Assert.Equal(whole, blocks);

        static OpticalLevellingAmplifier Saturated() => new(new(LevellingMode.Limit, 85), SampleRate, saturationDb: 6, outputGainDb: 3);
    }

    [Theory]
    [InlineData(LevellingMode.Compress)]
    [InlineData(LevellingMode.Limit)]
    public void KnobAtZero_PassesTheSignalToTheBit(LevellingMode mode)
    {
        var input = Stimulus(SampleRate);
        var output = new float[input.Length];
        new OpticalLevellingAmplifier(new(mode, 0), SampleRate).Process(input, output);
        Assert.Equal(input, output);
    }

    [Fact]
    public void SampleRate_DoesNotChangeTheGain()
        => Assert.Equal(
            Settled(new(LevellingMode.Compress, 80), -10),
            Settled(new(LevellingMode.Compress, 80), -10, 96000),
            tolerance: 0.05);

    [Fact]
    public void Saturation_IsTanhBeforeTheOutputGain()
    {
        float[] input = [0.001f, 0.5f, -1];
        var output = new float[input.Length];
        new OpticalLevellingAmplifier(new(LevellingMode.Compress, 0), SampleRate, saturationDb: 20 * Math.Log10(2), outputGainDb: 20 * Math.Log10(3))
            .Process(input, output);
        for (var n = 0; n < input.Length; n++)
        {
            Assert.Equal(3 * Math.Tanh(2 * input[n]) / 2, output[n], tolerance: 1e-6);
        }
    }

    [Fact]
    public void HoursOfSilence_DoNotEndAmongDenormals()
    {
        var unit = Unit();
        Compress(unit, 0, seconds: 0.1);

        // At 1 kHz an hour of the slowest state is 3.6 million samples; the states are far below audio after it, and normal.
        var slow = new OpticalLevellingAmplifier(new(LevellingMode.Compress, 100), 1000);
        slow.Process([1], new float[1]);
        var silence = new float[3_600_000];
        slow.Process(silence, silence);
        Assert.All(slow.States, state => Assert.True(double.IsNormal(state), state.ToString("R")));
    }

    [Fact]
    public void SettingsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpticalLevellingAmplifier(new(LevellingMode.Compress, 101), SampleRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpticalLevellingAmplifier(new(LevellingMode.Compress, -1), SampleRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpticalLevellingAmplifier(new(LevellingMode.Compress, double.NaN), SampleRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpticalLevellingAmplifier(new(LevellingMode.Compress, 1), 0));
        Assert.Throws<ArgumentException>(() => Unit().Process(new float[2], new float[1]));
    }

    private static OpticalLevellingAmplifier Unit() => new(new(LevellingMode.Compress, 100), SampleRate);

    private static float[] Stimulus(int samples)
    {
        var signal = new float[samples];
        new Stimulus(StimulusKind.Bursts, SampleRate, samples, seed: 3).Read(0, signal);
        return signal;
    }

    // Gain reduction in dB at the end of a tone.
    private static double Settled(UnitSetting setting, double levelDb, int sampleRate = SampleRate)
        => Compress(new OpticalLevellingAmplifier(setting, sampleRate), levelDb, seconds: 1, sampleRate);

    private static double Compress(OpticalLevellingAmplifier unit, double levelDb, double seconds, int sampleRate = SampleRate)
    {
        var tone = new float[(int)(seconds * sampleRate)];
        for (var n = 0; n < tone.Length; n++)
        {
            tone[n] = Tone(levelDb, n, sampleRate);
        }

        unit.Process(tone, tone);
        return unit.GainReductionDb;
    }

    private static float Tone(double levelDb, int n, int sampleRate)
        => (float)(Decibels.ToAmplitude(levelDb) * Math.Sin(2 * Math.PI * ToneHz * n / sampleRate));

    // Seconds of a tone, or of silence.
    private static double TimeUntil(OpticalLevellingAmplifier unit, double? levelDb, Func<double, bool> reached)
    {
        Span<float> sample = stackalloc float[1];
        for (var n = 0; n < 60 * SampleRate; n++)
        {
            sample[0] = levelDb is { } level ? Tone(level, n, SampleRate) : 0;
            unit.Process(sample, sample);
            if (reached(unit.GainReductionDb))
            {
                return (double)n / SampleRate;
            }
        }

        return double.PositiveInfinity;
    }
}
