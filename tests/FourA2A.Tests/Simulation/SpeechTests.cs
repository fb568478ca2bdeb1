using FourA2A.Metrics;
using FourA2A.Simulation;

namespace FourA2A.Tests.Simulation;

public sealed class SpeechTests
{
    private const double SoundDb = -50;

    [Theory]
    [InlineData(44100, 1)]
    [InlineData(44100, 2)]
    [InlineData(16000, 1)]
    public void Levels_AreThoseOfSpeech(int sampleRate, ulong seed)
    {
        var signal = new Stimulus(StimulusKind.Speech, sampleRate, 30 * sampleRate, seed);
        var levels = LoudnessCurve.Measure(signal).LevelsDb;
        var sound = levels.Where(level => level > SoundDb).Order().ToList();

        // Spoken half to four fifths of the time, near -20 dB; nine tenths of it over 25 to 40 dB, pauses apart.
        Assert.InRange((double)sound.Count / levels.Length, 0.45, 0.8);
        var active = 10 * Math.Log10(sound.Average(level => Math.Pow(10, level / 10)));
        Assert.InRange(active, -22, -15);
        Assert.InRange(sound[(int)(0.95 * sound.Count)] - sound[(int)(0.05 * sound.Count)], 25, 40);

        // The quietest windows are the noise of a recording.
        Assert.InRange(levels.Min(), -68, -66);

        // Peaks 14 to 20 dB above, within full scale.
        var peak = Tests.Audio.PairSignals.Read(signal).Max(Math.Abs);
        Assert.InRange(20 * Math.Log10(peak) - active, 12, 20);
        Assert.InRange(peak, 0.5, 0.9);
    }

    [Fact]
    public void Vowels_HaveThePitchOfAVoiceAndConsonantsHaveNone()
    {
        const int sampleRate = 16000;
        var samples = Tests.Audio.PairSignals.Read(new Stimulus(StimulusKind.Speech, sampleRate, 30 * sampleRate, seed: 1));

        // By the largest normalised autocorrelation over windows of 30 ms with sound, at lags of 90 to 250 Hz and 5 % around.
        var windows = samples.Chunk(480).Where(window => window.Length == 480 && window.Average(x => x * x) > 1e-5).ToList();
        var correlations = windows.Select(window => Enumerable.Range(60, 130).Max(lag => Correlation(window, lag))).ToList();
        Assert.InRange(correlations.Count(c => c > 0.8) / (double)windows.Count, 0.4, 0.95);
        Assert.InRange(correlations.Count(c => c < 0.5) / (double)windows.Count, 0.05, 0.5);
    }

    private static double Correlation(float[] x, int lag)
    {
        var (product, early, late) = (0.0, 0.0, 0.0);
        for (var n = lag; n < x.Length; n++)
        {
            product += x[n] * x[n - lag];
            early += x[n - lag] * x[n - lag];
            late += x[n] * x[n];
        }

        return product / Math.Sqrt((early * late) + 1e-20);
    }
}
