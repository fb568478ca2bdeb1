using FourA2A.ApproximateBallistics;

namespace FourA2A.Tests.ApproximateBallistics;

internal static class ApproximateSignals
{
    /// <summary>Noise in bursts of random lengths and levels between -60 dB and full scale, so that every passage occurs.</summary>
    public static float[] Bursts(Random random, int sampleRate, double seconds)
    {
        var samples = new float[(int)(seconds * sampleRate)];
        for (var start = 0; start < samples.Length;)
        {
            var amplitude = Math.Pow(10, -3 * random.NextDouble());
            var end = Math.Min(samples.Length, start + (int)(0.15 * random.NextDouble() * sampleRate) + 1);
            for (; start < end; start++)
            {
                samples[start] = (float)(amplitude * ((2 * random.NextDouble()) - 1));
            }
        }

        return samples;
    }

    /// <summary>Settings anywhere within the ranges of a fit.</summary>
    public static ApproximateParameters Settings(Random random)
    {
        var (minimum, maximum) = (ApproximateRanges.Default.Minimum.ToArray(), ApproximateRanges.Default.Maximum.ToArray());
        return ApproximateParameters.FromArray([.. minimum.Zip(maximum, (low, high) => low + ((high - low) * random.NextDouble()))]);
    }

    /// <summary>Numbers between -1 and 1.</summary>
    public static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Assert.Equal(left.Length, right.Length);
        var sum = 0.0;
        for (var n = 0; n < left.Length; n++)
        {
            sum += left[n] * right[n];
        }

        return sum;
    }
}
