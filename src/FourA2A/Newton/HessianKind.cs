namespace FourA2A.Newton;

/// <summary>
/// The second derivatives that a Newton step is made from.
/// </summary>
public enum HessianKind
{
    /// <summary><c>2 J^T J</c>: never indefinite, and exact where the residual vanishes.</summary>
    GaussNewton,

    /// <summary>All second derivatives, with the masks of attack/release and of the gain computer held constant.</summary>
    Exact,
}
