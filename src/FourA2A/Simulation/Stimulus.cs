using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation.Passages;

namespace FourA2A.Simulation;

/// <summary>
/// A dry signal that exercises a compressor: passages of 3 s, each with sound at a level of its own and then a pause in which the unit
/// recovers. Every sample is a function of seed and position, so that it may be read anywhere, in blocks of any length.
/// </summary>
/// <remarks>
/// The highest level of a passage lies between -31 and -1 dB, <c>-1 - 30 v^2</c> with v uniform: half of them above -8.5 dB, so that a
/// threshold near -13 dB is passed often, and enough of them below -25 dB for one near -35 dB. Bursts and recordings stay below it at times. Speech
/// has its range of levels within a sentence: there the highest lies between -1 and -5 dB.
/// </remarks>
public sealed class Stimulus : ISignal
{
    private const double PassageSeconds = 3;
    private const double HighestPeakDb = -1;
    private const double PeakRangeDb = 30;
    private const double SpeechPeakRangeDb = 4;

    // Long enough not to click, short enough to be an onset for an attack of a millisecond.
    private const double RampSeconds = 0.002;

    // RMS of the noise under speech: a quiet room and a microphone, 40 to 50 dB below the voice. Exact silence, which no recording has, would let
    // the logarithms of a spectrogram hear every change of gain.
    private const double SpeechNoiseDb = -66;

    private static readonly StimulusKind[] InTurn =
        [StimulusKind.Recordings, StimulusKind.Bursts, StimulusKind.Tones, StimulusKind.Pulses, StimulusKind.Sweeps];

    private readonly StimulusKind kind;
    private readonly CounterRandom random;
    private readonly int passageSamples;
    private readonly double rampSamples;

    /// <summary>
    /// A stimulus.
    /// </summary>
    /// <param name="kind">What it consists of; not <see cref="StimulusKind.Profile"/>, see <see cref="Create"/>.</param>
    /// <param name="sampleRate">Samples per second; recordings, made at 44,100, sound higher at a higher one.</param>
    /// <param name="sampleCount">Length in samples.</param>
    /// <param name="seed">Which one of its kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind has no passages, the sample rate is below that of any file, or the length negative.</exception>
    public Stimulus(StimulusKind kind, int sampleRate, long sampleCount, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kind, StimulusKind.Profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, WaveFormat.MinSampleRate);
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        (this.kind, SampleRate, SampleCount, random) = (kind, sampleRate, sampleCount, new CounterRandom(seed));
        passageSamples = (int)(PassageSeconds * sampleRate);
        rampSamples = RampSeconds * sampleRate;
    }

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public long SampleCount { get; }

    /// <summary>
    /// A stimulus of any kind.
    /// </summary>
    /// <param name="kind">What it consists of.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="sampleCount">Length in samples; a <see cref="ProfileSignal"/> is stretched to it.</param>
    /// <param name="seed">Which one of its kind; there is one <see cref="ProfileSignal"/> only.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample rate is too low, or the length negative.</exception>
    public static ISignal Create(StimulusKind kind, int sampleRate, long sampleCount, ulong seed)
        => kind == StimulusKind.Profile
            ? new ProfileSignal(sampleRate, (double)sampleCount / sampleRate)
            : new Stimulus(kind, sampleRate, sampleCount, seed);

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        var before = (int)Math.Clamp(-start, 0, destination.Length);
        var end = (int)Math.Clamp(SampleCount - start, before, destination.Length);
        destination[..before].Clear();
        destination[end..].Clear();
        for (int from = before, count; from < end; from += count)
        {
            var (number, first) = Math.DivRem(start + from, passageSamples);
            count = Math.Min(end - from, passageSamples - (int)first);
            ReadPassage(number, (int)first, destination.Slice(from, count));
        }
    }

    private void ReadPassage(long number, int first, Span<float> destination)
    {
        var own = random.Part(number);
        var v = own.Uniform(0);
        var peak = Decibels.ToAmplitude(HighestPeakDb - ((kind == StimulusKind.Speech ? SpeechPeakRangeDb : PeakRangeDb) * v * v));
        var length = passageSamples * own.Uniform(1, 0.6, 0.95);
        var passage = Passage(number, own.Part(2), (int)length);
        for (var n = 0; n < destination.Length; n++)
        {
            var position = first + n;
            var envelope = peak * Math.Clamp(Math.Min(position, length - position) / rampSamples, 0, 1);
            destination[n] = envelope == 0 ? 0 : (float)(envelope * passage.At(position));
        }

        if (kind == StimulusKind.Speech)
        {
            own.Part(3).AddNoise(destination, first, SpeechNoiseDb);
        }
    }

    private Passage Passage(long number, CounterRandom own, int length)
        => (kind == StimulusKind.Mix ? InTurn[number % InTurn.Length] : kind) switch
        {
            StimulusKind.Tones => new TonePassage(own, SampleRate),
            StimulusKind.Bursts => new BurstPassage(own, SampleRate),
            StimulusKind.Pulses => new PulsePassage(own, SampleRate),
            StimulusKind.Sweeps => new SweepPassage(own, SampleRate, passageSamples),
            StimulusKind.Speech => new SpeechPassage(own, SampleRate, length),
            _ => new RecordingPassage(own),
        };
}
