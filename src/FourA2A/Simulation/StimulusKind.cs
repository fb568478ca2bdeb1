namespace FourA2A.Simulation;

/// <summary>
/// What a built-in stimulus consists of.
/// </summary>
public enum StimulusKind
{
    /// <summary>Tones, bursts, pulses, sweeps and recordings in turn.</summary>
    Mix,

    /// <summary>Steady tones of two partials.</summary>
    Tones,

    /// <summary>Bursts of a tone or of noise, a few to many a second, each with a level of its own.</summary>
    Bursts,

    /// <summary>A tone switched between two levels 20 dB apart.</summary>
    Pulses,

    /// <summary>Sweeps from low to high frequencies.</summary>
    Sweeps,

    /// <summary>Passages of the recordings that ship with the library.</summary>
    Recordings,

    /// <summary>Synthetic speech: sentences of words of voiced and unvoiced syllables, over the noise of a quiet room at -66 dB.</summary>
    Speech,

    /// <summary>A tone that steps between levels: <see cref="ProfileSignal"/>.</summary>
    Profile,
}
