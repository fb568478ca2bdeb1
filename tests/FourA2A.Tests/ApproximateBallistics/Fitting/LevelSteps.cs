using FourA2A.Tests.Cli;

namespace FourA2A.Tests.ApproximateBallistics.Fitting;

/// <summary>
/// Noise in steps of level, 40 to 160 ms long and from -45 to -11 dB: every passage occurs and is heard.
/// </summary>
internal static class LevelSteps
{
    public static float[] Make(double seconds, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * Recordings.SampleRate)];
        var (amplitude, next) = (0.0, 0);
        for (var n = 0; n < samples.Length; n++)
        {
            if (n == next)
            {
                amplitude = Math.Pow(10, -2 + (1.7 * random.NextDouble()));
                next += (int)(Recordings.SampleRate * (0.04 + (0.12 * random.NextDouble())));
            }

            samples[n] = (float)(amplitude * ((2 * random.NextDouble()) - 1));
        }

        return samples;
    }
}
