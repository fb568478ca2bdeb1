namespace FourA2A.Simulation.Passages;

/// <summary>
/// A sentence of synthetic speech: syllables of 100 to 300 ms, with pauses of 30 to 250 ms between words. Two in five syllables are stressed, the
/// loudest; the others lie up to 18 dB, and the consonants up to 32 dB, below. The pitch of the voice, one for each sentence, falls slowly and stays in 90 to 250 Hz.
/// </summary>
internal sealed class SpeechPassage : Passage
{
    private const double ShortestSeconds = 0.1;
    private const double LongestSeconds = 0.3;
    private const double StressedShare = 0.4;
    private const double WordEndShare = 0.35;
    private const double ShortestPauseSeconds = 0.03;
    private const double LongestPauseSeconds = 0.25;

    // Of a sentence, from its first syllable to its last.
    private const double PitchFall = 0.25;

    private readonly CounterRandom random;
    private readonly int sampleRate;
    private readonly int length;
    private readonly double pitchHz;
    private readonly List<(int Start, int End)> syllables = [];
    private int current = -1;
    private Syllable? sound;

    /// <param name="random">The sentence.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="length">Samples of the sentence, more than the longest syllable's; it ends with the last syllable that is whole.</param>
    public SpeechPassage(CounterRandom random, int sampleRate, int length)
    {
        (this.random, this.sampleRate, this.length) = (random.Part(1), sampleRate, length);
        pitchHz = random.LogUniform(0, 120, 200);
        for (int start = 0, end; ; start = end)
        {
            var own = this.random.Part(syllables.Count);
            end = start + (int)(sampleRate * own.LogUniform(0, ShortestSeconds, LongestSeconds));
            if (end > length)
            {
                break;
            }

            syllables.Add((start, end));
            end += own.Uniform(1) < WordEndShare ? (int)(sampleRate * own.LogUniform(2, ShortestPauseSeconds, LongestPauseSeconds)) : 0;
        }
    }

    public override double At(int position)
    {
        if (current < 0 || position < syllables[current].Start || position >= syllables[current].End)
        {
            current = syllables.FindLastIndex(syllable => syllable.Start <= position);
            sound = null;
        }

        var (start, end) = syllables[current];
        return position >= end ? 0 : (sound ??= Sound(start, end)).At(position - start);
    }

    private Syllable Sound(int start, int end)
    {
        var own = random.Part(current);
        var levelDb = own.Uniform(3) < StressedShare ? own.Uniform(4, -5, 0) : own.Uniform(4, -18, -4);
        return new(own.Part(5), sampleRate, end - start, levelDb, pitchHz * (1.1 - (PitchFall * start / length)));
    }
}
