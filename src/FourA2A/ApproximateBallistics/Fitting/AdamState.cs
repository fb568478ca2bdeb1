using System.Collections.Immutable;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// What <see cref="Adam"/> carries from step to step.
/// </summary>
/// <param name="Steps">Steps made.</param>
/// <param name="FirstMoments">Averages of the gradient, one for each coordinate.</param>
/// <param name="SecondMoments">Averages of its squares.</param>
public sealed record AdamState(int Steps, ImmutableArray<double> FirstMoments, ImmutableArray<double> SecondMoments);
