using System.Collections.Immutable;
using FourA2A.Audio;

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

    /// <summary>The settings, one pair of files each.</summary>
    public required ImmutableArray<UnitSetting> Settings { get; init; }

    /// <summary>How much later the wet files are than the dry ones, in samples; may be a fraction, or negative.</summary>
    public double DelaySamples { get; init; }

    /// <summary>RMS of white noise added to the wet files, in dB relative to full scale; null for none.</summary>
    public double? NoiseDb { get; init; }

    /// <summary>Drive of the unit's saturation in dB; null for none.</summary>
    public double? SaturationDb { get; init; }

    /// <summary>Gain after the unit in dB.</summary>
    public double OutputGainDb { get; init; }

    /// <summary>Seed of stimulus and noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Encoding of the files.</summary>
    public WaveFormatEncoding Encoding { get; init; } = WaveFormatEncoding.Pcm;

    /// <summary>Bits of a sample of the files.</summary>
    public int BitsPerSample { get; init; } = 16;
}
