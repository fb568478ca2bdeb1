namespace FourA2A.Tests.Differentiation;

/// <summary>The rules of a stage and of the loss.</summary>
internal enum Rule
{
    Forward,
    Jvp,
    Vjp,
    JvpOfVjp,
    JvpOfJvp,
    LossForward,
    LossJvp,
    LossVjp,
    LossJvpOfVjp,
    LossJvpOfJvp,
}
