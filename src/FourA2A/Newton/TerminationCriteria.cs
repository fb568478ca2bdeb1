using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// When a run is over. The tests are scale-free: no tolerance depends on a unit, on the level or on the length of the audio.
/// </summary>
/// <param name="GradientTolerance">Bound on the cosine of the angle between the residual and a column of the Jacobian.</param>
/// <param name="StepTolerance">Bound on the last step, in the unit of the coordinates.</param>
/// <param name="LossTolerance">Bound on the decrease of the loss relative to the loss.</param>
/// <param name="MaximumIterations">Bound on the number of iterations.</param>
public sealed record TerminationCriteria(
    double GradientTolerance = 1e-9,
    double StepTolerance = 1e-7,
    double LossTolerance = 1e-7,
    int MaximumIterations = 100)
{
    /// <summary>
    /// The test that ends the run at a point, before a step is taken; null if it goes on.
    /// </summary>
    /// <param name="evaluation">Loss, gradient and Gauss-Newton matrix at the point.</param>
    /// <param name="step">The step that would be taken next.</param>
    /// <param name="iteration">Iterations done.</param>
    public TerminationTest? BeforeStep(Evaluation evaluation, NewtonStep step, int iteration)
    {
        if (ResidualCosine(evaluation) <= GradientTolerance)
        {
            return TerminationTest.Gradient;
        }

        if (step.Decrement <= LossTolerance * evaluation.Loss)
        {
            return TerminationTest.LossChange;
        }

        return iteration >= MaximumIterations ? TerminationTest.MaximumIterations : null;
    }

    /// <summary>
    /// The test that ends the run after an accepted step; null if it goes on.
    /// </summary>
    /// <param name="taken">The step taken.</param>
    /// <param name="actualDecrease">By how much the loss fell.</param>
    /// <param name="predictedDecrease">By how much the model said it would.</param>
    /// <param name="loss">The loss after the step.</param>
    public TerminationTest? AfterStep(Vector<double> taken, double actualDecrease, double predictedDecrease, double loss)
    {
        if (taken.AbsoluteMaximum() <= StepTolerance)
        {
            return TerminationTest.Step;
        }

        return Math.Max(actualDecrease, predictedDecrease) <= LossTolerance * loss ? TerminationTest.LossChange : null;
    }

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
