using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class BusiestPassageTests
{
    private const int SampleRate = 8000;

    // Eight steps of 6 dB against a fade of 54 dB.
    [Fact]
    public void FadeOut_IsNotTaken()
    {
        var signal = Tone(16, time => time is >= 4 and < 8 && time % 1 < 0.5 ? 0.25 : time < 12 ? 0.5 : 0.5 * Math.Pow(10, -(time - 12) * 15 / 20));
        Assert.InRange(BusiestPassage.Find(signal, 4 * SampleRate), 3 * SampleRate, 5 * SampleRate);
    }

    [Fact]
    public void PassageShorterThanTheGrid_IsFoundByTheNextPoint()
        => Assert.Equal(2 * SampleRate, BusiestPassage.Find(Tone(4, time => time < 2.2 ? 0.1 : 0.5), SampleRate / 10));

    private static ArraySignal Tone(double seconds, Func<double, double> level)
        => new(
            Enumerable.Range(0, (int)(seconds * SampleRate)).Select(n => (float)(level((double)n / SampleRate) * Math.Sin(2 * Math.PI * 500 * n / SampleRate))).ToArray(),
            SampleRate);
}
