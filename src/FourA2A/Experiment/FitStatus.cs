namespace FourA2A.Experiment;

/// <summary>
/// How a fit ended.
/// </summary>
public enum FitStatus
{
    /// <summary>A minimum inside the ranges that the recordings determine, and the lowest of those sought.</summary>
    Converged,

    /// <summary>The optimiser or the delay did not settle within its limits.</summary>
    NotConverged,

    /// <summary>The recordings do not determine one or more parameters.</summary>
    NotIdentifiable,

    /// <summary>The best fit lies at an end of a range: the unit goes beyond it.</summary>
    AtRangeEdge,

    /// <summary>No second start led to the same minimum: a lower one may exist.</summary>
    Unconfirmed,
}
