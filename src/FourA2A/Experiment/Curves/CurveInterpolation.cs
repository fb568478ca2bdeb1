namespace FourA2A.Experiment.Curves;

/// <summary>
/// How a curve runs between its points.
/// </summary>
public enum CurveInterpolation
{
    /// <summary>Monotone piecewise cubic (PCHIP): never beyond the neighbouring points.</summary>
    Monotone,

    /// <summary>Straight lines.</summary>
    Linear,

    /// <summary>Cubic spline with not-a-knot ends, as published.</summary>
    NotAKnot,
}
