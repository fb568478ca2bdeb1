using FourA2A.Compressor;
using FourA2A.Simulation;
using FourA2A.Tests.Audio;

namespace FourA2A.Tests.Simulation;

public sealed class ProfileSignalTests
{
    [Theory]
    [InlineData(44100, ProfileSignal.DefaultSeconds)]
    [InlineData(48000, 3.3)]
    [InlineData(22050, 11)]
    public void Plateaus_HaveTheirLevelAndFillTheLength(int sampleRate, double seconds)
    {
        var signal = new ProfileSignal(sampleRate, seconds);
        var samples = PairSignals.Read(signal);
        Assert.Equal(seconds, (double)samples.Length / sampleRate, tolerance: 1.0 / sampleRate);
        var begin = 0.0;
        foreach (var plateau in signal.Plateaus)
        {
            Assert.Equal(begin, plateau.StartSeconds, tolerance: 1e-12);
            begin = plateau.EndSeconds;

            // Over whole periods; at most a sample more or less than their number, 1 part in hundreds.
            var part = samples.AsSpan((int)Math.Ceiling(plateau.StartSeconds * sampleRate), (int)(plateau.LengthSeconds * sampleRate) - 1);
            var meanSquare = 0.0;
            foreach (var sample in part)
            {
                meanSquare += (double)sample * sample / part.Length;
            }

            Assert.Equal(plateau.LevelDb, 10 * Math.Log10(meanSquare), tolerance: 0.02);
        }

        Assert.Equal(seconds, begin, tolerance: 1e-12);
    }

    [Theory]
    [InlineData(44100, ProfileSignal.DefaultSeconds)]
    [InlineData(11025, 3.3)]
    public void Samples_AreThoseOfTheEquation(int sampleRate, double seconds)
    {
        var signal = new ProfileSignal(sampleRate, seconds);
        var samples = PairSignals.Read(signal);
        for (var n = 0; n < samples.Length; n++)
        {
            var time = (double)n / sampleRate;
            var level = signal.Plateaus.Last(plateau => plateau.StartSeconds <= time).LevelDb;

            // Where rounding takes a sample on a step for one before it, the tone is at zero.
            Assert.Equal(Math.Sqrt(2) * Math.Pow(10, level / 20) * Math.Sin(2 * Math.PI * 1000 * time), samples[n], tolerance: 1e-7);
        }
    }

    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(11025)]
    public void Steps_AreOnsetsWithoutAJump(int sampleRate)
    {
        var signal = new ProfileSignal(sampleRate);
        var samples = PairSignals.Read(signal);
        foreach (var (before, after) in signal.Plateaus.Zip(signal.Plateaus.Skip(1)))
        {
            // Across the step the wave moves no faster than the tone of the louder side does at its zero.
            var first = (int)Math.Ceiling((after.StartSeconds * sampleRate) - 1e-6);
            var amplitude = Math.Sqrt(2) * Decibels.ToAmplitude(Math.Max(before.LevelDb, after.LevelDb));
            var steepest = amplitude * 2 * Math.PI * ProfileSignal.ToneHz / sampleRate;
            Assert.InRange(Math.Abs(samples[first] - samples[first - 1]), 0, steepest);

            // A period later it is that of the new level, whatever the step.
            var period = samples.AsSpan(first, (sampleRate / ProfileSignal.ToneHz) + 1).ToArray().Max(Math.Abs);
            Assert.InRange(period, 0.9 * Math.Sqrt(2) * Decibels.ToAmplitude(after.LevelDb), Math.Sqrt(2) * Decibels.ToAmplitude(after.LevelDb) * 1.0001);
        }
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(-15)]
    public void Steps_GoThroughAndAboveThePublishedThresholds(double thresholdDb)
    {
        var levels = new ProfileSignal(44100).Plateaus.Select(plateau => plateau.LevelDb).ToList();
        var steps = levels.Zip(levels.Skip(1)).ToList();
        Assert.Contains(steps, step => step.First < thresholdDb && step.Second > thresholdDb && step.Second - step.First >= 20);
        Assert.Contains(steps, step => step.First < thresholdDb && step.Second > thresholdDb && step.Second - step.First <= 5);
        Assert.Contains(steps, step => step.First > thresholdDb && step.Second < thresholdDb && step.First - step.Second >= 20);
        Assert.Contains(steps, step => step.First > thresholdDb && step.Second > step.First);
        Assert.Contains(steps, step => step.Second > thresholdDb && step.Second < step.First);
        Assert.True(levels.Where(level => level > thresholdDb).Distinct().Count() >= 4);
        Assert.True(levels.Where(level => level < thresholdDb).Distinct().Count() >= 3);
    }

    [Fact]
    public void Constructor_RefusesARateTooLowForTheTone()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProfileSignal(2000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProfileSignal(44100, -1));
    }
}
