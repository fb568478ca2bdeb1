namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// Where a fit is.
/// </summary>
/// <param name="Iteration">Iterations done, those before an interruption included.</param>
/// <param name="Loss">The loss of the last one.</param>
/// <param name="BestIteration">The one with the lowest loss.</param>
/// <param name="BestLoss">That loss.</param>
public readonly record struct ApproximateFitProgress(int Iteration, double Loss, int BestIteration, double BestLoss);
