using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// The state of a fit between two iterations, as it is written to <c>progress.json</c>.
/// </summary>
/// <param name="Asked">What the fit was asked for and of which files, in words by name.</param>
/// <param name="Seconds">Wall-clock seconds of the fit so far.</param>
/// <param name="State">Where the descent is; its numbers are written such that they are read back to the bit.</param>
public sealed record ApproximateProgressRecord(IReadOnlyDictionary<string, string> Asked, double Seconds, DescentState State);
