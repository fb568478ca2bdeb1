using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Simulation;

/// <summary>
/// A signal that profiles a compressor: a tone of 1 kHz whose level steps up and down, so that the static curve can be read off the ends of its
/// plateaus, the attack behind its upward steps and the release behind its downward ones. After the idea of Bitzer, Schmidt and Simmer, "Parameter
/// estimation of dynamic range compressors: models, procedures and test signals" (AES 120, 2006); levels and times are this library's.
/// </summary>
/// <remarks>
/// <para><c>x(t) = sqrt(2) 10^(L(t)/20) sin(2 pi 1000 t)</c>, <c>t = n/fs</c>, with <c>L(t)</c> the RMS level of the plateau that t lies in. Of 5 s
/// (<see cref="DefaultSeconds"/>), in dB for so many ms:</para>
/// <list type="table">
/// <item><term>pulses from far below</term><description>-30 for 200, <b>-12</b> for 250, -30 for 350, <b>-8</b> for 250, -30 for 450, <b>-4</b> for 300, -30 for 500:
/// steps of 18, 22 and 26 dB up and down.</description></item>
/// <item><term>staircase up</term><description>-18 for 200, -13 for 200, -9 for 200, -6 for 250, -4 for 250: steps of 12, 5, 4, 3 and 2 dB.</description></item>
/// <item><term>steps down and up near the top</term><description>-7 for 300, -12 for 350, -5 for 200, -16 for 350, -40 for 400.</description></item>
/// </list>
/// <para>So thresholds from about -25 to -6 dB have steps from below to above, within above, and both ways. Another length stretches or shrinks
/// all plateaus alike: a compressor with a slow release settles in a longer signal.</para>
/// <para>Every plateau begins at a whole period of the tone, where it crosses zero upward: the phase runs on, the wave has no jump, and the onset is
/// as fast as the tone. Every sample is a function of its position. Immutable; any thread may read.</para>
/// </remarks>
public sealed class ProfileSignal : ISignal
{
    /// <summary>Length in seconds unless another is asked for.</summary>
    public const double DefaultSeconds = 5;

    /// <summary>Frequency of the tone in Hz.</summary>
    public const int ToneHz = 1000;

    private static readonly (int Periods, double LevelDb)[] Steps =
    [
        (200, -30), (250, -12), (350, -30), (250, -8), (450, -30), (300, -4), (500, -30),
        (200, -18), (200, -13), (200, -9), (250, -6), (250, -4),
        (300, -7), (350, -12), (200, -5), (350, -16), (400, -40),
    ];

    private readonly (long Start, double Amplitude)[] amplitudes;

    /// <summary>
    /// The signal.
    /// </summary>
    /// <param name="sampleRate">Samples per second, more than twice <see cref="ToneHz"/>.</param>
    /// <param name="seconds">Its length.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample rate is too low for the tone, or the length is negative.</exception>
    public ProfileSignal(int sampleRate, double seconds = DefaultSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(sampleRate, 2 * ToneHz);
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        SampleRate = sampleRate;
        SampleCount = (long)Math.Round(seconds * sampleRate);
        Plateaus = [.. PlateausOf(seconds)];

        // The first sample at or after the start; the nudge is for a start on a sample that rounding moved behind it.
        amplitudes = [.. Plateaus.Select(plateau => (
            (long)Math.Ceiling((plateau.StartSeconds * sampleRate) - 1e-6),
            Math.Sqrt(2) * Decibels.ToAmplitude(plateau.LevelDb)))];
    }

    /// <summary>Level against time: plateaus without gaps between them, from 0 to the end.</summary>
    public ImmutableArray<ProfilePlateau> Plateaus { get; }

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public long SampleCount { get; }

    /// <inheritdoc/>
    public void Read(long start, Span<float> destination)
    {
        destination.Clear();
        var end = Math.Min(start + destination.Length, SampleCount);
        for (var step = 0; step < amplitudes.Length; step++)
        {
            var (first, amplitude) = amplitudes[step];
            var last = step + 1 < amplitudes.Length ? Math.Min(amplitudes[step + 1].Start, end) : end;
            for (var n = Math.Max(first, start); n < last; n++)
            {
                // Periods are whole after a second, so that the phase is as exact at the end as at the beginning.
                destination[(int)(n - start)] = (float)(amplitude * Math.Sin(2 * Math.PI * (n * ToneHz % SampleRate) / SampleRate));
            }
        }
    }

    private static IEnumerable<ProfilePlateau> PlateausOf(double seconds)
    {
        var scale = seconds / DefaultSeconds;
        var periods = 0;
        var begin = 0.0;
        foreach (var (length, level) in Steps)
        {
            periods += length;
            var end = periods == DefaultSeconds * ToneHz ? seconds : Math.Round(scale * periods) / ToneHz;
            yield return new(begin, end - begin, level);
            begin = end;
        }
    }
}
