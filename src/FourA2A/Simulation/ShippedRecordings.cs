using FourA2A.Audio;

namespace FourA2A.Simulation;

/// <summary>
/// Short dry recordings that are part of the library (CC0; sources in <c>Stimuli/SOURCES.md</c>): mono, 44.1 kHz, 16 bits.
/// </summary>
public static class ShippedRecordings
{
    /// <summary>Electric guitar, one arpeggiated chord, 10.0 s.</summary>
    public const string Guitar = "guit_em9";

    /// <summary>Drum and synthesiser loop, 8.0 s.</summary>
    public const string Loop = "loop_mika";

    /// <summary>Snare drum roll, 6.2 s.</summary>
    public const string DrumRoll = "drum_roll";

    /// <summary>The names of all recordings.</summary>
    public static IReadOnlyList<string> Names { get; } = [Guitar, Loop, DrumRoll];

    /// <summary>
    /// Decodes a recording.
    /// </summary>
    /// <exception cref="ArgumentException">There is no recording of that name.</exception>
    public static ArraySignal Load(string name)
    {
        using var stream = typeof(ShippedRecordings).Assembly.GetManifestResourceStream($"FourA2A.Simulation.Stimuli.{name}.wav")
            ?? throw new ArgumentException($"Expected one of {string.Join(", ", Names)}, found '{name}'.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        using var reader = new WaveFileReader(bytes, $"{name}.wav");
        return new ArraySignal(reader.ReadChannels()[0], reader.WaveFormat.SampleRate);
    }
}
