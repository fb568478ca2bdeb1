namespace FourA2A.Newton;

/// <summary>
/// The test that ended a run; the inequalities are those of <see cref="TerminationCriteria"/>.
/// </summary>
public enum TerminationTest
{
    /// <summary><c>max_i |g_i| / sqrt(2 G_ii L) &lt;= GradientTolerance</c>: the residual is orthogonal to every column of the Jacobian.</summary>
    Gradient,

    /// <summary><c>max_i |p_i| &lt;= StepTolerance</c> after an accepted step.</summary>
    Step,

    /// <summary><c>g^T B^-1 g / 2 &lt;= LossTolerance L</c>: the model promises no visible decrease; or the last step brought none.</summary>
    LossChange,

    /// <summary>The iteration limit.</summary>
    MaximumIterations,

    /// <summary>No step, however short, lowered the loss, although the model promised a visible decrease.</summary>
    NoDecrease,
}
