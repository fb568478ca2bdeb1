using System.Collections.Immutable;

namespace FourA2A.Newton;

/// <summary>
/// One line of a run's log: the state after an iteration.
/// </summary>
/// <param name="Iteration">0 for the start, then 1, 2, ...</param>
/// <param name="Loss">Sum of squared residuals at the point.</param>
/// <param name="ResidualCosine"><c>max_i |g_i| / sqrt(2 G_ii L)</c> at the point.</param>
/// <param name="StepFraction">Fraction of the direction that was taken; 0 for the start.</param>
/// <param name="LargestStep">Largest entry of the step taken, in the unit of the coordinates.</param>
/// <param name="GainRatio">Actual over predicted decrease of the step taken; 0 for the start.</param>
/// <param name="Damping">Damping that the step was computed with.</param>
/// <param name="Evaluations">Evaluations so far, the start's included.</param>
/// <param name="Point">The point, n coordinates.</param>
public sealed record IterationRecord(
    int Iteration,
    double Loss,
    double ResidualCosine,
    double StepFraction,
    double LargestStep,
    double GainRatio,
    double Damping,
    int Evaluations,
    ImmutableArray<double> Point);
