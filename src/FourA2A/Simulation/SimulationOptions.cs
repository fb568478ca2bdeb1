using FourA2A.Audio;
using FourA2A.Simulation.Units;

namespace FourA2A.Simulation;

/// <summary>
/// What a simulated data set holds.
/// </summary>
public sealed record SimulationOptions
{
    /// <summary>Length of each recording in seconds.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Samples per second; with a <see cref="StimulusFile"/> that of the file.</summary>
    public int SampleRate { get; init; } = 44100;

    /// <summary>The built-in stimulus; not used if there is a <see cref="StimulusFile"/>.</summary>
    public StimulusKind Stimulus { get; init; } = StimulusKind.Mix;

    /// <summary>A mono WAV file to use as stimulus, looped or cut to the length; null for a built-in one.</summary>
    public string? StimulusFile { get; init; }

    /// <summary>What makes the wet files out of the dry ones.</summary>
    public required SimulatedUnit Unit { get; init; }

    /// <summary>How much later the wet files are than the dry ones, in samples; may be a fraction, or negative.</summary>
    public double DelaySamples { get; init; }

    /// <summary>RMS of white noise added to the wet files, in dB relative to full scale; null for none.</summary>
    public double? NoiseDb { get; init; }

    /// <summary>Seed of stimulus and noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Encoding of the files.</summary>
    public WaveFormatEncoding Encoding { get; init; } = WaveFormatEncoding.Pcm;

    /// <summary>Bits of a sample of the files.</summary>
    public int BitsPerSample { get; init; } = 16;

    /// <summary>Format of the files.</summary>
    public WaveFormat Format => new(Encoding, SampleRate, 1, BitsPerSample);
}
