namespace FourA2A.Tests.ApproximateBallistics.Spectra;

/// <summary>
/// Signals for the tests of the spectrogram loss.
/// </summary>
internal static class SpectrogramSignals
{
    /// <summary>White noise, uniform between plus and minus the amplitude: no bin of a frame is anywhere near silence.</summary>
    public static double[] Noise(int seed, int length, double amplitude = 1)
    {
        var random = new Random(seed);
        var signal = new double[length];
        for (var n = 0; n < length; n++)
        {
            signal[n] = (float)(amplitude * ((2 * random.NextDouble()) - 1));
        }

        return signal;
    }

    /// <summary>A single sample in silence.</summary>
    public static double[] Impulse(int length, int at, double amplitude)
    {
        var signal = new double[length];
        signal[at] = amplitude;
        return signal;
    }

    public static float[] ToSingle(double[] signal) => Array.ConvertAll(signal, sample => (float)sample);
}
