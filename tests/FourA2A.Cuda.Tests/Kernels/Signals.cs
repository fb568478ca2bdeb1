namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>Inputs of the kernels' tests, the same in every run.</summary>
internal static class Signals
{
    /// <summary>Constant multipliers that the scans are tested with.</summary>
    public static double[] ConstantMultipliers { get; } = [0.995, 1 - 1e-5, 1e-4, 0, 1, -0.9, 0.5];

    /// <summary>Uniform in [-1, 1).</summary>
    public static void FillUniform(Random random, Span<float> signal)
    {
        foreach (ref var sample in signal)
        {
            sample = (2 * random.NextSingle()) - 1;
        }
    }

    /// <summary>Multipliers of a kind.</summary>
    public static void FillMultipliers(MultiplierKind kind, Random random, Span<float> multipliers)
    {
        var attack = true;
        for (var n = 0; n < multipliers.Length; n++)
        {
            attack ^= random.Next(200) == 0;
            multipliers[n] = kind switch
            {
                MultiplierKind.LogUniform => LogUniform(random),
                MultiplierKind.Ballistics => attack ? 0.998f : 0.99995f,
                MultiplierKind.Slow => 0.99999f,
                MultiplierKind.Fast => 1e-4f,
                MultiplierKind.Zero => 0,
                MultiplierKind.One => 1,
                MultiplierKind.Alternating => n % 2 == 0 ? 0.99999f : 1e-4f,
                MultiplierKind.Negative => random.Next(2) == 0 ? LogUniform(random) : -LogUniform(random),
                MultiplierKind.Resets => random.Next(1000) == 0 ? 0 : 0.99999f,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }
    }

    /// <summary>
    /// Multipliers and values whose recursion is exact in float in whatever order it is combined: the multipliers are 1 and -1 with 2 and 1/2
    /// in turn between them, the values small whole numbers, so that all sums are multiples of 1/2 far below 2^23.
    /// </summary>
    /// <remarks>A result that is not exact to the bit has combined something in the wrong order, twice, or not at all.</remarks>
    public static void FillExact(Random random, Span<float> multipliers, Span<float> values)
    {
        var doubled = false;
        for (var n = 0; n < multipliers.Length; n++)
        {
            multipliers[n] = random.Next(4) == 0 ? -1 : 1;
            if (random.Next(3) == 0)
            {
                multipliers[n] *= doubled ? 0.5f : 2;
                doubled = !doubled;
            }

            values[n] = random.Next(-8, 9);
        }
    }

    private static float LogUniform(Random random)
        => (float)(1 - double.Exp(double.Lerp(double.Log(1e-5), double.Log(1 - 1e-4), random.NextDouble())));
}
