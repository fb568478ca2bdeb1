using MathNet.Numerics.Distributions;
using FourA2A.Bench.Rows;

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
    public const string WallClock = "wall";

    public const string ProcessorClock = "processor";

    // What two runs of one build differ by though neither shows it: memory pages, addresses of code, the neighbours' demand for memory. Twelve runs of
    // `hessian` beside six compilers had 1 % in the rows that compute and 2 to 3 % in those that read.
    private const double BetweenRuns = 0.015;

    // Degrees of freedom beyond which Student's distribution is the normal one.
    private const double LikeNormal = 1e6;

    public Verdict Verdict => Ratio > Margin ? Verdict.Slower : Ratio * Margin < 1 ? Verdict.Faster : Verdict.Same;

    /// <summary>
    /// Compares by the wall clock where the threads of both runs had the cores that they asked for in at least half of the times, which then count;
    /// otherwise by processor time, if that was measured.
    /// </summary>
    /// <param name="row">Which row.</param>
    /// <param name="a">First run.</param>
    /// <param name="b">Second run.</param>
    /// <param name="risk">Probability that a run is called slower or faster than its like.</param>
    /// <param name="clockDrift">Logarithm of the second run's clock relative to the first's: a difference that it explains is none of the program's.</param>
    public static RowComparison Of(RowKey row, RowTimes a, RowTimes b, double risk, double clockDrift)
    {
        var (wallA, wallB) = (a.Undisturbed, b.Undisturbed);
        var disturbed = 2 * wallA.Length < a.Wall.Length || 2 * wallB.Length < b.Wall.Length;
        return disturbed && a.Processor.Length > 0 && b.Processor.Length > 0
            ? Of(row, ProcessorClock, a.Processor, b.Processor, risk, clockDrift)
            : disturbed ? Of(row, WallClock, a.Wall, b.Wall, risk, clockDrift) : Of(row, WallClock, wallA, wallB, risk, clockDrift);
    }

    private static RowComparison Of(RowKey row, string clock, double[] a, double[] b, double risk, double clockDrift)
    {
        if (Math.Min(a.Length, b.Length) < RunLevel.Fewest)
        {
            return new(row, clock, b.Min() / a.Min(), double.PositiveInfinity);
        }

        var (levelA, levelB) = (RunLevel.Of(a), RunLevel.Of(b));
        // Welch's test, with a variance that is known beside the two that are estimated.
        var variance = levelA.Variance + levelB.Variance + (BetweenRuns * BetweenRuns);
        var freedom = variance * variance / (Uncertainty(levelA) + Uncertainty(levelB));
        var margin = StudentT.InvCDF(0, 1, Math.Min(freedom, LikeNormal), 1 - (risk / 2)) * Math.Sqrt(variance);
        return new(row, clock, Math.Exp(levelB.Log - levelA.Log), Math.Exp(margin + Math.Abs(clockDrift)));

        static double Uncertainty(RunLevel level) => level.Variance * level.Variance / level.Freedom;
    }
}
