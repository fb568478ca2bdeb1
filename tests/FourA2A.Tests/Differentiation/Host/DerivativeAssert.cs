namespace FourA2A.Tests.Differentiation.Host;

/// <summary>
/// Differences, products and their scales for the tests of rules.
/// </summary>
internal static class DerivativeAssert
{
    private const double Step = 1e-3;

    /// <summary>Dot products of a rule and its transpose: the same terms, added in another order.</summary>
    private const double Rounding = 1e-13;

    /// <summary>
    /// The derivative by h of a function at 0 is what a rule says: fourth order, <c>(8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h</c>.
    /// </summary>
    public static void IsTheDifference(double[] rule, Func<double, double[]> function)
    {
        var difference = new double[rule.Length];
        foreach (var (steps, weight) in new[] { (1, 8.0), (-1, -8.0), (2, -1.0), (-2, 1.0) })
        {
            var values = function(steps * Step);
            for (var n = 0; n < rule.Length; n++)
            {
                difference[n] += weight * values[n] / (12 * Step);
            }
        }

        AreClose(difference, rule, Tolerances.FiniteDifference);
    }

    public static void AreEqualButForRounding(double[] expected, double[] found) => AreClose(expected, found, Rounding);

    /// <summary>Two sums of products agree on the scale of their terms.</summary>
    public static void AreEqualButForRounding(IReadOnlyCollection<(double, double)> expected, IReadOnlyCollection<(double, double)> found)
    {
        var scale = expected.Concat(found).Sum(pair => double.Abs(pair.Item1 * pair.Item2));
        Assert.Equal(Sum(expected), Sum(found), Rounding * scale);

        static double Sum(IEnumerable<(double, double)> pairs) => pairs.Sum(pair => pair.Item1 * pair.Item2);
    }

    private static void AreClose(double[] expected, double[] found, double tolerance)
    {
        var scale = expected.Concat(found).Select(double.Abs).DefaultIfEmpty().Max();
        for (var n = 0; n < expected.Length; n++)
        {
            Assert.Equal(expected[n], found[n], tolerance * scale);
        }
    }
}
