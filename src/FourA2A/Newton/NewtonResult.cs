using System.Collections.Immutable;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// How a run ended.
/// </summary>
/// <param name="Point">The last point, which has the lowest loss of all visited.</param>
/// <param name="Evaluation">Loss and derivatives there.</param>
/// <param name="EndedBy">The test that ended the run.</param>
/// <param name="Iterations">Accepted steps.</param>
/// <param name="Evaluations">Evaluations of the objective.</param>
/// <param name="Records">One record for the start and one for each accepted step.</param>
public sealed record NewtonResult(
    Vector<double> Point,
    Evaluation Evaluation,
    TerminationTest EndedBy,
    int Iterations,
    int Evaluations,
    ImmutableArray<IterationRecord> Records)
{
    /// <summary>Whether the point is a minimum by one of the tests, and not merely where a limit was reached.</summary>
    public bool Converged => EndedBy is not (TerminationTest.MaximumIterations or TerminationTest.NoDecrease);
}
