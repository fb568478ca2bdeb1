namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// A loss with its gradient.
/// </summary>
/// <param name="point">Where.</param>
/// <param name="gradient">Receives the derivative by each coordinate.</param>
/// <returns>The loss.</returns>
public delegate double LossAndGradient(ReadOnlySpan<double> point, Span<double> gradient);
