using FourA2A.ApproximateBallistics;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// An iteration of a fit, as it is written to a result.
/// </summary>
/// <param name="Iteration">0 for the start, then 1, 2, ...</param>
/// <param name="Loss">Spectrogram loss of the excerpt there.</param>
/// <param name="Parameters">The settings there.</param>
public sealed record ApproximateIterationRow(int Iteration, double Loss, ApproximateParameters Parameters);
