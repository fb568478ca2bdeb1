namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>Comparison of what came back from the card.</summary>
internal static class KernelAssert
{
    /// <summary>
    /// Asserts that every sample of every chunk is within its bound of the serial result; gives the largest share of the bound that was used.
    /// </summary>
    public static double MatchesSerial(ScanProblem problem, float[] result)
    {
        var worst = 0.0;
        for (var chunk = 0; chunk < problem.Chunks; chunk++)
        {
            var (expected, scale) = problem.Reference(chunk);
            var largest = scale.Max();
            var found = problem.Row(result, chunk);
            for (var n = 0; n < found.Length; n++)
            {
                var bound = KernelTolerances.OnePole(scale[n], largest, problem.Length);
                worst = double.Max(worst, Share(found[n], expected[n], bound, problem, chunk, n));
            }
        }

        return worst;
    }

    /// <summary>Asserts that an error is within its bound; gives the share of it.</summary>
    public static double Share(float found, double expected, double bound, object problem, int chunk, int sample)
    {
        var share = double.Abs(found - expected) / bound;
        // False for NaN too.
        if (!(share <= 1))
        {
            Assert.Fail($"{problem}: chunk {chunk}, sample {sample}: expected {expected:R} within {bound:E2}, found {found:R} ({share:F2} of it)");
        }

        return share;
    }

    /// <summary>Asserts that two results are the same to the bit, gaps included.</summary>
    public static void SameBits(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var n = 0; n < expected.Length; n++)
        {
            if (BitConverter.SingleToUInt32Bits(expected[n]) != BitConverter.SingleToUInt32Bits(found[n]))
            {
                Assert.Fail($"Sample {n} of {found.Length}: expected {expected[n]:R}, found {found[n]:R}");
            }
        }
    }
}
