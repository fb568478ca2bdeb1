using FourA2A.ApproximateBallistics;
using FourA2A.Audio;
using FourA2A.Experiment.Systems;
using FourA2A.Metrics;

namespace FourA2A.Tests.Experiment.Systems;

public sealed class AttackWindowsTests
{
    private const int SampleRate = 8000;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2.9)]
    public void Find_MarksWhatFollowsAStepWhereverItLies(double seconds)
    {
        // 0.5 is at -6 dB, 0.001 at -60 dB.
        var step = (int)(seconds * SampleRate);
        var dry = new ArraySignal(Enumerable.Range(0, 3 * SampleRate).Select(n => n < step ? 0.001f : 0.5f).ToArray(), SampleRate);
        var attack = AttackWindows.Find(dry, new ApproximateParameters(-20, 4, 0, 0, 10, 100, 10));
        Assert.Equal(LoudnessCurve.Measure(dry).LevelsDb.Length, attack.Length);

        // The level is above -20 dB after a part of the detector's window of 5 ms; then there are 10 ms of attack.
        var marked = attack.Index().Where(window => window.Item).Select(window => window.Index).ToList();
        var first = (int)Math.Round(seconds / LoudnessCurve.WindowSeconds);
        Assert.Contains(first + 1, marked);
        Assert.All(marked, window => Assert.InRange(window, first, first + 3));
    }

    [Theory]
    [InlineData(44_100, 220)]
    [InlineData(44_100, 221)]
    [InlineData(44_100, 440)]
    [InlineData(44_100, 441)]
    [InlineData(11_025, 54)]
    [InlineData(11_025, 55)]
    [InlineData(11_025, 165)]
    [InlineData(48_000, 4799)]
    public void WindowCount_IsThatOfTheCurve(int sampleRate, int sampleCount)
    {
        var signal = new ArraySignal(new float[sampleCount], sampleRate);
        Assert.Equal(LoudnessCurve.Measure(signal).LevelsDb.Length, LoudnessCurve.WindowCount(signal));
    }
}
