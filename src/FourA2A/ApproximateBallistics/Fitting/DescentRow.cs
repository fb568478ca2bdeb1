using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// An iteration of a descent.
/// </summary>
/// <param name="Iteration">0 for the start, then 1, 2, ...</param>
/// <param name="Loss">The loss there.</param>
/// <param name="Point">The coordinates there.</param>
public sealed record DescentRow(int Iteration, double Loss, ImmutableArray<double> Point);
