using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// A descent between two steps: all that another one needs to go on to the same bits.
/// </summary>
/// <param name="Iteration">The iteration that comes next: 0 for the start.</param>
/// <param name="Point">The coordinates to be looked at next.</param>
/// <param name="Adam">What the optimiser carries.</param>
/// <param name="Best">The iteration with the lowest loss.</param>
/// <param name="WasActive">For each coordinate, whether the loss ever changed with it.</param>
/// <param name="Rows">Every hundredth iteration.</param>
/// <param name="End">What ended it, if it has ended.</param>
public sealed record DescentState(
    int Iteration,
    ImmutableArray<double> Point,
    AdamState Adam,
    DescentRow Best,
    ImmutableArray<bool> WasActive,
    ImmutableArray<DescentRow> Rows,
    DescentEnd End);
