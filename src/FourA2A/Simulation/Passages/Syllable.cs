using FourA2A.Compressor;

namespace FourA2A.Simulation.Passages;

/// <summary>
/// A syllable of synthetic speech: an unvoiced consonant, which two in three have, and a vowel.
/// </summary>
/// <remarks>
/// <para>The vowel is a glottal pulse train through three formants that glide from one vowel to another, as the sum of its harmonics:
/// <c>sum over k of a_k(t) sin(k phi(t))</c>, <c>a_k = (1/k) prod over i of 1 / |1 - (f/F_i)^2 + j f B_i / F_i^2|</c>, <c>f = k f0(t)</c>, scaled to
/// a steady RMS. 1/k is the pulse's fall of 12 dB an octave less the 6 dB that the lips radiate better. A sum has no state, so that a sample can be
/// had without those before it.</para>
/// <para>The consonant is white noise through a band of 3 to 5 kHz width, a plosive's rise to a fricative's.</para>
/// </remarks>
internal sealed class Syllable
{
    // Formants F1, F2, F3 in Hz of the vowels of heed, head, had, hod, hawed, who'd as men say them: averages of Peterson and Barney, "Control methods
    // used in a study of the vowels" (J. Acoust. Soc. Am. 24, 1952).
    private static readonly double[][] Vowels =
        [[270, 2290, 3010], [530, 1840, 2480], [660, 1720, 2410], [730, 1090, 2440], [570, 840, 2410], [300, 870, 2240]];

    private static readonly double[] BandwidthsHz = [80, 110, 170];

    // RMS of the loudest vowel: its peaks, 4 to 12 dB above, then stay below 1 but for a few, which are limited.
    private const double LoudestRms = 0.38;

    private const double LowestPitchHz = 90;
    private const double HighestPitchHz = 250;
    private const double HighestHarmonicHz = 5000;

    // How often the harmonics' amplitudes are computed; between, they go in straight lines.
    private const double FrameSeconds = 0.005;

    private readonly int sampleRate;
    private readonly int length;
    private readonly double amplitude;
    private readonly int vowelStart;
    private readonly double pitchHz;
    private readonly double pitchSlope;
    private readonly double[] from;
    private readonly double[] to;
    private readonly int frameSamples;
    private double[] before;
    private double[] after;
    private int frame = -1;

    private readonly CounterRandom noise;
    private readonly double[] band;
    private readonly double consonantAmplitude;
    private readonly double consonantRise;

    /// <param name="random">Which syllable.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="length">Samples of the syllable.</param>
    /// <param name="levelDb">Level of its vowel relative to the loudest.</param>
    /// <param name="pitchHz">Pitch of the voice, from which that of the syllable strays a little.</param>
    public Syllable(CounterRandom random, int sampleRate, int length, double levelDb, double pitchHz)
    {
        (this.sampleRate, this.length) = (sampleRate, length);
        amplitude = LoudestRms * Decibels.ToAmplitude(levelDb);
        vowelStart = random.Uniform(0) < 0.65 ? (int)(length * random.Uniform(1, 0.2, 0.45)) : 0;
        this.pitchHz = Pitch(2);
        pitchSlope = (Pitch(3) - this.pitchHz) * sampleRate / length;
        (from, to) = (Vowel(4), Vowel(5));
        frameSamples = Math.Max(1, (int)(FrameSeconds * sampleRate));
        var harmonics = Math.Max(1, (int)(Math.Min(HighestHarmonicHz, 0.4 * sampleRate) / HighestPitchHz));
        (before, after) = (new double[harmonics], new double[harmonics]);

        noise = random.Part(6);
        band = Band(random.Uniform(7));
        consonantAmplitude = amplitude * Decibels.ToAmplitude(random.Uniform(8, -14, -4));
        consonantRise = random.LogUniform(9, 0.002, 0.03) * sampleRate;

        double Pitch(int index) => Math.Clamp(pitchHz * random.Uniform(index, 0.85, 1.15), LowestPitchHz, HighestPitchHz);
        double[] Vowel(int index) => Vowels[(int)(Vowels.Length * random.Uniform(index))];
    }

    /// <summary>A sample; 0 is the first of the syllable.</summary>
    public double At(int position)
        => position < vowelStart
            ? consonantAmplitude * Envelope(position, vowelStart, consonantRise, 0.01 * sampleRate) * Noise(position)
            : Math.Clamp(amplitude * Envelope(position - vowelStart, length - vowelStart, 0.015 * sampleRate, 0.06 * sampleRate) * Voice(position), -1, 1);

    // Rises and falls as a raised cosine.
    private static double Envelope(int position, int length, double rise, double fall)
    {
        var ramp = Math.Clamp(Math.Min(position / rise, (length - position) / fall), 0, 1);
        return 0.5 - (0.5 * Math.Cos(Math.PI * ramp));
    }

    private double Voice(int position)
    {
        var (number, phase) = Math.DivRem(position, frameSamples);
        if (number != frame)
        {
            Harmonics(number, before);
            Harmonics(number + 1, after);
            frame = number;
        }

        // sin((k + 1) phi) = 2 cos(phi) sin(k phi) - sin((k - 1) phi)
        var seconds = (double)position / sampleRate;
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (pitchHz + (0.5 * pitchSlope * seconds)) * seconds);
        var (last, share, sum) = (0.0, (double)phase / frameSamples, 0.0);
        for (var k = 0; k < before.Length; k++)
        {
            sum += (before[k] + (share * (after[k] - before[k]))) * sine;
            (last, sine) = (sine, (2 * cosine * sine) - last);
        }

        return sum;
    }

    // Amplitudes of the harmonics at the beginning of a frame, of RMS 1 together.
    private void Harmonics(int number, double[] amplitudes)
    {
        var seconds = number * FrameSeconds;
        var share = Math.Clamp(seconds * sampleRate / length, 0, 1);
        var power = 0.0;
        for (var k = 0; k < amplitudes.Length; k++)
        {
            var hertz = (k + 1) * (pitchHz + (pitchSlope * seconds));
            amplitudes[k] = 1.0 / (k + 1);
            for (var i = 0; i < BandwidthsHz.Length; i++)
            {
                var formant = from[i] + (share * (to[i] - from[i]));
                var ratio = hertz / formant;
                amplitudes[k] /= double.Hypot(1 - (ratio * ratio), ratio * BandwidthsHz[i] / formant);
            }

            power += amplitudes[k] * amplitudes[k] / 2;
        }

        var scale = 1 / Math.Sqrt(power);
        foreach (ref var value in amplitudes.AsSpan())
        {
            value *= scale;
        }
    }

    // Noise of RMS 1: a moving average of white noise.
    private double Noise(int position)
    {
        var sum = 0.0;
        for (var i = 0; i < band.Length; i++)
        {
            sum += band[i] * noise.Uniform(position + i, -1, 1);
        }

        return sum;
    }

    // A Hann window of 0.8 ms, 5 kHz from null to null, on a carrier of 2.5 to 6 kHz, or less where it would reach above 0.45 fs, where
    // nothing can be delayed by a fraction. White noise in -1..1 has a third as power.
    private double[] Band(double place)
    {
        const double halfSeconds = 0.0004;
        var highest = Math.Min(6000, Math.Max(0.25 * sampleRate, (0.45 * sampleRate) - (1 / halfSeconds)));
        var centre = Math.Min(2500, highest) + (place * (highest - Math.Min(2500, highest)));
        var half = Math.Max(1, (int)(halfSeconds * sampleRate));
        double[] taps = [.. Enumerable.Range(-half, (2 * half) + 1).Select(i =>
            (1 + Math.Cos(Math.PI * i / (half + 1))) * Math.Cos(2 * Math.PI * centre * i / sampleRate))];
        var scale = Math.Sqrt(3 / taps.Sum(tap => tap * tap));
        return Array.ConvertAll(taps, tap => scale * tap);
    }
}
