using FourA2A.Compressor;

namespace FourA2A.Simulation;

/// <summary>
/// Random numbers by their index: number n of a seed, without the numbers before it, and the same on every machine.
/// </summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), whose state is a counter.</remarks>
/// <param name="seed">Which sequence.</param>
internal readonly struct CounterRandom(ulong seed)
{
    /// <summary>64 random bits.</summary>
    public ulong Bits(long index)
    {
        var z = seed + (((ulong)index + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in 0..1, 1 excluded.</summary>
    public double Uniform(long index) => (Bits(index) >> 11) * (1.0 / (1L << 53));

    /// <summary>A number in <paramref name="minimum"/>..<paramref name="maximum"/>.</summary>
    public double Uniform(long index, double minimum, double maximum) => minimum + ((maximum - minimum) * Uniform(index));

    /// <summary>A number in <paramref name="minimum"/>..<paramref name="maximum"/>, uniform in its logarithm.</summary>
    public double LogUniform(long index, double minimum, double maximum) => minimum * Math.Pow(maximum / minimum, Uniform(index));

    /// <summary>
    /// Adds uniform white noise to a block of a signal.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="first">Index of its first sample.</param>
    /// <param name="rmsDb">RMS of the noise in dB relative to full scale.</param>
    public void AddNoise(Span<float> block, long first, double rmsDb)
    {
        // Uniform noise has a third of its squared peak as power.
        var peak = Math.Sqrt(3) * Decibels.ToAmplitude(rmsDb);
        for (var n = 0; n < block.Length; n++)
        {
            block[n] += (float)Uniform(first + n, -peak, peak);
        }
    }

    /// <summary>A sequence of its own for a part.</summary>
    public CounterRandom Part(long index) => new(Bits(index));
}
