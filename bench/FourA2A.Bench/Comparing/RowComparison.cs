using FourA2A.Bench.Rows;
using MathNet.Numerics.Distributions;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// A row of two runs.
/// </summary>
/// <param name="Row">Which.</param>
/// <param name="Clock">Which time was compared.</param>
/// <param name="Ratio">Time of the second run relative to that of the first.</param>
/// <param name="Margin">Factor from the ratio to either end of its interval; infinite where there are too few times.</param>
internal sealed record RowComparison(RowKey Row, string Clock, double Ratio, double Margin)
{
    // What two runs of one build differ by though neither shows it: memory pages, addresses of code, the neighbours' demand for memory. Seven runs of
    // `hessian` at a load of 13 to 20 had 0.5 to 1.7 %, and 2 to 3 % where memory is the limit; five more at 17 to 23 had up to three times that.
    private const double BetweenRuns = 0.015;

    // Degrees of freedom beyond which Student's distribution is the normal one.
    private const double LikeNormal = 1e6;

    public Verdict Verdict => Ratio > Margin ? Verdict.Slower : Ratio * Margin < 1 ? Verdict.Faster : Verdict.Same;

    /// <summary>
    /// Welch's test on the logarithms, with a variance that is known beside the two that are estimated.
    /// </summary>
    /// <param name="levels">The row.</param>
    /// <param name="leastA">Least variance that is believed of the first run.</param>
    /// <param name="leastB">The same of the second.</param>
    /// <param name="risk">Probability that a row is called slower or faster than its like.</param>
    /// <param name="clockDrift">Logarithm of the second run's clock relative to the first's: a difference that it explains is none of the program's.</param>
    public static RowComparison Of(RowLevels levels, double leastA, double leastB, double risk, double clockDrift)
    {
        var (a, b) = (Math.Max(levels.A.Variance, leastA), Math.Max(levels.B.Variance, leastB));
        var variance = a + b + (BetweenRuns * BetweenRuns);
        var freedom = variance * variance / ((a * a / levels.A.Freedom) + (b * b / levels.B.Freedom));
        var margin = double.IsFinite(variance)
            ? StudentT.InvCDF(0, 1, Math.Min(freedom, LikeNormal), 1 - (risk / 2)) * Math.Sqrt(variance)
            : double.PositiveInfinity;
        return new(levels.Row, levels.Clock, Math.Exp(levels.B.Log - levels.A.Log), Math.Exp(margin + Math.Abs(clockDrift)));
    }
}
