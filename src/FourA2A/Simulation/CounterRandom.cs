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

    /// <summary>A sequence of its own for a part.</summary>
    public CounterRandom Part(long index) => new(Bits(index));
}
