using FourA2A.Objective;

namespace FourA2A.Newton;

/// <summary>
/// When a run is over. The tests do not depend on the level or on the length of the audio.
/// </summary>
/// <param name="GradientTolerance">Bound on the cosine of the angle between the residual and a column of the Jacobian.</param>
/// <param name="StepTolerance">
/// Bound on the next step, in the unit of the coordinates: 1e-5 dB, or 1e-5 of a time. Convergence is at least linear,
/// so that what is left is of the same size; a fit asks for 1e-3.
/// </param>
/// <param name="LossTolerance">
/// Bound on the promised decrease relative to the loss: a tenth of the rounding of a loss computed in float.
/// </param>
/// <param name="LossFloor">Loss that rounding alone can make; 0 if it is not known.</param>
/// <param name="MaximumIterations">Bound on the number of accepted steps.</param>
public sealed record TerminationCriteria(
    double GradientTolerance = 1e-9,
    double StepTolerance = 1e-5,
    double LossTolerance = 1e-7,
    double LossFloor = 0,
    int MaximumIterations = 100)
{
    // Losses computed in float agree to 1e-6 of themselves; a decrease ten times as large would have been seen.
    private const double VisibleDecrease = 1e-5;

    /// <summary>
    /// The test that ends the run at a point, before a step is taken; null if it goes on.
    /// </summary>
    /// <param name="evaluation">Loss, gradient and Gauss-Newton matrix at the point.</param>
    /// <param name="step">The step that would be taken next.</param>
    /// <param name="iterations">Accepted steps so far.</param>
    public TerminationTest? BeforeStep(Evaluation evaluation, NewtonStep step, int iterations)
    {
        if (ResidualCosine(evaluation) <= GradientTolerance)
        {
            return TerminationTest.Gradient;
        }

        if (step.Undamped.AbsoluteMaximum() <= StepTolerance)
        {
            return TerminationTest.Step;
        }

        if (step.Decrement <= LossTolerance * evaluation.Loss)
        {
            return TerminationTest.LossChange;
        }

        return iterations >= MaximumIterations ? TerminationTest.MaximumIterations : null;
    }

    /// <summary>
    /// The test that ends the run where the line search found no lower loss; null if more damping is worth a try.
    /// </summary>
    /// <param name="loss">The loss at the point.</param>
    /// <param name="step">The step that failed.</param>
    public TerminationTest? AfterFailure(double loss, NewtonStep step)
        => loss <= LossFloor ? TerminationTest.RoundingFloor
            : step.Decrement <= VisibleDecrease * loss ? TerminationTest.LossChange
            : step.Step.AbsoluteMaximum() <= StepTolerance ? TerminationTest.NoDecrease
            : null;

    /// <summary>
    /// <c>max_i |g_i| / sqrt(2 G_ii L)</c>: the largest cosine between the residual r and a column of its Jacobian,
    /// as <c>g = 2 J^T r</c>, <c>G = 2 J^T J</c>, <c>L = r^T r</c>. 0 where the residual or a column vanishes.
    /// </summary>
    public static double ResidualCosine(Evaluation evaluation)
    {
        var largest = 0.0;
        for (var i = 0; i < evaluation.Gradient!.Count; i++)
        {
            var norm = Math.Sqrt(2 * evaluation.GaussNewton![i, i] * evaluation.Loss);
            largest = Math.Max(largest, norm > 0 ? Math.Abs(evaluation.Gradient[i]) / norm : 0);
        }

        return largest;
    }
}
