namespace FourA2A.Newton;

/// <summary>
/// The test that ended a run; the inequalities are those of <see cref="TerminationCriteria"/>.
/// </summary>
public enum TerminationTest
{
    /// <summary><c>max_i |g_i| / sqrt(2 G_ii L) &lt;= GradientTolerance</c>: the residual is orthogonal to every column of the Jacobian.</summary>
    Gradient,

    /// <summary><c>max_i |p_i| &lt;= StepTolerance</c> for the undamped step p that would come next.</summary>
    Step,

    /// <summary><c>g^T B^-1 g / 2 &lt;= LossTolerance L</c>, within the bounds of a step: even the undamped step promises no visible decrease of the loss.</summary>
    LossChange,

    /// <summary>No step lowers the loss, and <c>L &lt;= LossFloor</c>: what is left is rounding.</summary>
    RoundingFloor,

    /// <summary>The iteration limit.</summary>
    MaximumIterations,

    /// <summary>No step, however short, lowered the loss, although the model promised a visible decrease.</summary>
    NoDecrease,
}
