using FourA2A.Bench.Rows;
using MathNet.Numerics.Distributions;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// A row of two runs.
/// </summary>
/// <param name="Row">Which.</param>
/// <param name="Ratio">Time of the second run relative to that of the first.</param>
/// <param name="Margin">Factor from the ratio to either end of its interval; infinite where there are too few times.</param>
internal sealed record RowComparison(RowKey Row, double Ratio, double Margin)
{
    // What two runs of one build differ by though neither shows it: memory pages, addresses of code, the neighbours' demand for memory. Of single rows,
    // ten runs alone on two shared cores had 0.6 to 1.4 % from run to run, ten beside two busy programs 0.2 to 2.3 %.
    private const double BetweenRuns = 0.02;

    public Verdict Verdict => Ratio > Margin ? Verdict.Slower : Ratio * Margin < 1 ? Verdict.Faster : Verdict.Same;

    /// <summary>
    /// A normal test on the logarithms. The margin is the quantile for the risk, times the root of the variances of both levels and of what differs between runs.
    /// </summary>
    /// <param name="row">Which.</param>
    /// <param name="a">Its level in the first run.</param>
    /// <param name="b">In the second.</param>
    /// <param name="risk">Probability that a row is called slower or faster than its like.</param>
    /// <param name="clockDrift">Logarithm of the second run's clock relative to the first's: a difference that it explains is none of the program's.</param>
    public static RowComparison Of(RowKey row, RunLevel a, RunLevel b, double risk, double clockDrift)
    {
        var margin = Normal.InvCDF(0, Math.Sqrt(a.Variance + b.Variance + (BetweenRuns * BetweenRuns)), 1 - (risk / 2));
        return new(row, Math.Exp(b.Log - a.Log), Math.Exp(margin + Math.Abs(clockDrift)));
    }
}
