namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// When a descent ends. The defaults are those of Colonel and Reiss (AES 153, 2022).
/// </summary>
/// <param name="MaximumIterations">Largest number of steps.</param>
/// <param name="Patience">Iterations in a row without a new lowest loss that end it.</param>
public sealed record DescentCriteria(int MaximumIterations = 40_000, int Patience = 1_000);
