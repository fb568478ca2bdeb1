using FourA2A.Compressor;

namespace FourA2A.Tests.Engines;

/// <summary>
/// Dry signals for the tests of engines, and targets made of them stage by stage.
/// </summary>
internal static class EngineSignals
{
    public const int SampleRate = 44100;

    /// <summary>
    /// Tones and noise under an envelope that rises and falls by about 50 dB, at several rates, so that both branches and
    /// both sides of a threshold occur even in short pieces.
    /// </summary>
    public static float[] Music(Random random, int length, double amplitude = 0.5)
    {
        var signal = new float[length];
        var slow = random.NextDouble() * 100;
        var fast = random.NextDouble() * 100;
        for (var n = 0; n < length; n++)
        {
            var envelopeDb = -25 + (15 * double.Sin(slow + (n / 3000.0))) + (10 * double.Sin(fast + (n / 170.0)));
            var wave = (0.6 * double.Sin(n * 0.031)) + (0.3 * double.Sin(n * 0.217)) + (0.4 * Uniform(random, -1, 1));
            signal[n] = (float)(amplitude * 2 * Decibels.ToAmplitude(envelopeDb) * wave);
        }

        return signal;
    }

    /// <summary>A value of constant magnitude and random sign: the level never changes.</summary>
    public static float[] ConstantLevel(Random random, int length, float magnitude)
        => Fill(length, _ => random.Next(2) == 0 ? magnitude : -magnitude);

    public static float[] Fill(int length, Func<int, double> value)
    {
        var signal = new float[length];
        for (var n = 0; n < length; n++)
        {
            signal[n] = (float)value(n);
        }

        return signal;
    }

    /// <summary>
    /// The whole signal through the stages, without chunks, plus white noise.
    /// </summary>
    public static float[] Compress(
        float[] dry, CompressorParameters parameters, Random random, double noiseAmplitude = 0, double scale = 1)
    {
        var core = CoreParameters.FromPhysical(parameters, SampleRate);
        var gainComputer = new GainComputer(core.ThresholdDb, core.Slope);
        var ballistics = new Ballistics(core.SingleSmoother);
        var makeUp = new MakeUp(core.MakeUpDb);
        return Fill(dry.Length, n =>
        {
            var gain = ballistics.Next(Decibels.ToAmplitude(gainComputer.GainDb(Level.Db(dry[n]))));
            return (scale * makeUp.Apply(dry[n], gain)) + (noiseAmplitude * Uniform(random, -1, 1));
        });
    }

    /// <summary>Settings over the published ranges, times log-uniform.</summary>
    public static CompressorParameters RandomParameters(Random random)
        => new(
            Uniform(random, -50, -5),
            Uniform(random, 1.1, 19),
            LogUniform(random, 0.12, 95),
            LogUniform(random, 12, 950),
            Uniform(random, -6, 6));

    /// <summary>Settings close enough that a fit would be about to end.</summary>
    public static CompressorParameters Nearby(CompressorParameters parameters)
        => new(
            parameters.ThresholdDb + 0.02,
            1 + ((parameters.Ratio - 1) * 1.001),
            parameters.AttackMs * 1.002,
            parameters.ReleaseMs * 0.998,
            parameters.MakeUpDb - 0.01);

    public static double Uniform(Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    private static double LogUniform(Random random, double from, double to)
        => double.Exp(Uniform(random, double.Log(from), double.Log(to)));
}
