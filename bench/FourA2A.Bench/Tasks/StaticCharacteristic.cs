using FourA2A.Audio;
using FourA2A.Simulation;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// Level of signals at the ends of a profile's plateaus, where what they went through has settled as far as it does.
/// </summary>
internal static class StaticCharacteristic
{
    // Ten whole periods of the tone.
    private const double EndSeconds = 10.0 / ProfileSignal.ToneHz;

    /// <summary>RMS level of a signal over the last 10 ms of each plateau, in dB.</summary>
    public static double[] LevelsDb(ProfileSignal profile, ISignal signal) => [.. profile.Plateaus.Select(plateau =>
    {
        var end = (long)Math.Round(plateau.EndSeconds * signal.SampleRate);
        var samples = new float[(int)Math.Round(EndSeconds * signal.SampleRate)];
        signal.Read(end - samples.Length, samples);
        return 10 * Math.Log10(samples.Sum(sample => (double)sample * sample) / samples.Length);
    })];
}
