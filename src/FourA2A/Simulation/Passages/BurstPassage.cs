using FourA2A.Compressor;

namespace FourA2A.Simulation.Passages;

/// <summary>
/// Bursts of a tone or of noise: 1 to 10 a second, each sounding for a tenth to two thirds of the time to the next, at 0 to -20 dB.
/// </summary>
internal sealed class BurstPassage(CounterRandom random, int sampleRate) : Passage
{
    private const double LowestDb = -20;
    private const double RampSeconds = 0.001;

    private readonly int cell = (int)(sampleRate / random.LogUniform(0, 1, 10));
    private readonly double carrier = Frequency(random, 1, sampleRate);
    private readonly bool isNoise = random.Uniform(2) < 0.5;
    private readonly CounterRandom burst = random.Part(3);
    private readonly CounterRandom noise = random.Part(4);
    private readonly double rampSamples = RampSeconds * sampleRate;
    private (int Number, double Length, double Amplitude) current = (-1, 0, 0);

    public override double At(int position)
    {
        var (number, phase) = Math.DivRem(position, cell);
        if (number != current.Number)
        {
            var own = burst.Part(number);
            current = (number, cell * own.Uniform(0, 0.1, 0.67), Decibels.ToAmplitude(own.Uniform(1, LowestDb, 0)));
        }

        var envelope = current.Amplitude * Math.Clamp(Math.Min(phase, current.Length - phase) / rampSamples, 0, 1);
        return envelope == 0 ? 0 : envelope * (isNoise ? Noise(position) : Math.Sin(carrier * position));
    }

    // White noise reaches up to fs/2, where no interpolator can delay it by a fraction: a binomial mean of seven neighbours, the
    // coefficients of (1 + q)^6 / 64, leaves under 1e-5 of it above 0.45 fs. Doubled, for the mean makes it small: its peaks stay below 1 but for one
    // in thousands, which is limited.
    private double Noise(int n)
    {
        var sum = (20 * noise.Uniform(n, -1, 1))
            + (15 * (noise.Uniform(n - 1, -1, 1) + noise.Uniform(n + 1, -1, 1)))
            + (6 * (noise.Uniform(n - 2, -1, 1) + noise.Uniform(n + 2, -1, 1)))
            + noise.Uniform(n - 3, -1, 1) + noise.Uniform(n + 3, -1, 1);
        return Math.Clamp(sum / 32, -1, 1);
    }
}
