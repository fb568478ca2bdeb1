namespace FourA2A.Objective;

/// <summary>
/// What an engine computes in one evaluation; each order includes those before it.
/// </summary>
public enum EvaluationOrder
{
    /// <summary>The loss alone.</summary>
    Loss,

    /// <summary>Loss and gradient.</summary>
    Gradient,

    /// <summary>Loss, gradient and <c>2 sum w (P z_i)(P z_j)</c>.</summary>
    GaussNewton,

    /// <summary>Loss, gradient, Gauss-Newton matrix and the exact Hessian (attack/release and active masks held constant).</summary>
    ExactHessian,
}
