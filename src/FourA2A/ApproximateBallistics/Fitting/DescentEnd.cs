namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// What ended a descent.
/// </summary>
public enum DescentEnd
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Too many iterations in a row found no new lowest loss.</summary>
    Patience,

    /// <summary>The largest number of iterations.</summary>
    IterationLimit,
}
