using FourA2A.Audio;

namespace FourA2A.Tests.Metrics;

internal static class TestSignals
{
    public static ArraySignal Sine(double amplitude, double frequencyHz, double seconds, int sampleRate = 48000)
    {
        var samples = new float[(int)(seconds * sampleRate)];
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] = (float)(amplitude * Math.Sin(2 * Math.PI * frequencyHz * n / sampleRate));
        }

        return new ArraySignal(samples, sampleRate);
    }

    public static ArraySignal Noise(int seed, int length, int sampleRate = 48000, double amplitude = 0.5)
    {
        var random = new Random(seed);
        var samples = new float[length];
        for (var n = 0; n < length; n++)
        {
            samples[n] = (float)(amplitude * (1 + Math.Sin(n / 3000.0)) * (random.NextDouble() - 0.5));
        }

        return new ArraySignal(samples, sampleRate);
    }

    public static ArraySignal Concat(params ArraySignal[] parts)
        => new(parts.SelectMany(part => part.Samples.ToArray()).ToArray(), parts[0].SampleRate);

    /// <summary>P y in the direct form of the equation, p[n] = y[n] - y[n-1] + 0.995 p[n-1].</summary>
    public static double[] PreEmphasised(ArraySignal signal)
    {
        var p = new double[signal.SampleCount];
        for (var n = 0; n < p.Length; n++)
        {
            p[n] = n == 0 ? signal.Samples[0] : (double)signal.Samples[n] - signal.Samples[n - 1] + (0.995 * p[n - 1]);
        }

        return p;
    }
}
