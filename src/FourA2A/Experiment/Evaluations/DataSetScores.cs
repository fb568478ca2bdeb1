using System.Collections.Immutable;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// What an evaluation over a data set found.
/// </summary>
/// <param name="Rows">A score for every method and setting that could be measured, in the order of the methods, then of the recordings.</param>
/// <param name="Findings">What a user should know about the recordings and the methods, one line each.</param>
/// <param name="Failures">What could not be measured and why, one line each.</param>
public sealed record DataSetScores(ImmutableArray<MethodScore> Rows, ImmutableArray<string> Findings, ImmutableArray<string> Failures);
