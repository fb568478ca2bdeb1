using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment;

/// <summary>
/// Newton's method on the delay and the parameters together. The engine knows nothing of the delay, so that its
/// derivatives are central differences over two targets: <c>L_d</c>, <c>L_dd</c> and the mixed <c>L_ud</c> (exact to
/// second order in the step; z does not depend on the delay). With <c>B</c> the curvature in the parameters, the
/// delay moves by <c>-(L_d - L_ud^T B^-1 g) / (L_dd - L_ud^T B^-1 L_ud)</c>, the parameters follow, and a warm run
/// of the optimiser ends each step.
/// </summary>
internal static class DelayRefinement
{
    /// <summary>The delay has settled when it moves by less, in samples.</summary>
    public const double Tolerance = 1e-3;

    // Samples. The loss changes by about 1e-3 of itself per thousandth of a sample over this distance, far above its
    // rounding; the remainder of the difference, h^2/6 of the third derivative, vanishes at a symmetric minimum.
    private const double Difference = 0.05;

    // Further, the interpolated target is another signal and a parabola says nothing.
    private const double LargestStep = 0.5;

    private const int MaximumSteps = 10;

    /// <summary>First damping of a warm run: enough to keep flat directions of the parameters still, without effect on the others.</summary>
    public const double Damping = 1e-6;

    /// <summary>
    /// Refines from a minimum in the parameters at the session's delay; the session is left at the delay found.
    /// </summary>
    /// <returns>The minimum there, the delay's derivatives, and whether the delay settled.</returns>
    public static (NewtonResult Fit, DelayCurvature Curvature, bool Settled) Refine(FitSession session, NewtonResult fit)
    {
        for (var count = 1; ; count++)
        {
            var delay = session.DelaySamples;
            var (slope, curvature) = Differentiate(session, fit, delay);
            var response = Solve(session, fit, curvature.Coupling);
            var remaining = curvature.Second + curvature.Coupling.DotProduct(response);
            var profileSlope = slope + fit.Evaluation.Gradient!.DotProduct(response);
            var move = remaining > 0 ? -profileSlope / remaining : -Math.Sign(profileSlope) * LargestStep;
            move = Math.Clamp(move, -LargestStep, LargestStep);
            var settled = Math.Abs(move) < Tolerance;
            session.MoveTo(delay + move);
            var next = session.Minimize(fit.Point + Bounded(move * response), Damping);
            if (!settled && IsHigher(next))
            {
                // A parabola that misled: a quarter of the way still leads downhill, or the delay stays where it was.
                session.MoveTo(delay + (0.25 * move));
                next = session.Minimize(fit.Point + Bounded(0.25 * move * response), Damping);
                if (IsHigher(next))
                {
                    session.MoveTo(delay);
                    return (fit, curvature, Settled: false);
                }
            }

            fit = next;
            if (settled || count == MaximumSteps)
            {
                return (fit, curvature, settled);
            }

            bool IsHigher(NewtonResult other) => other.Evaluation.Loss > fit.Evaluation.Loss + session.RoundingLoss;
        }
    }

    private static (double Slope, DelayCurvature Curvature) Differentiate(FitSession session, NewtonResult fit, double delay)
    {
        session.MoveTo(delay - Difference);
        var before = session.Evaluate(fit.Point, EvaluationOrder.Gradient);
        session.MoveTo(delay + Difference);
        var after = session.Evaluate(fit.Point, EvaluationOrder.Gradient);
        return (
            (after.Loss - before.Loss) / (2 * Difference),
            new DelayCurvature(
                (after.Loss - (2 * fit.Evaluation.Loss) + before.Loss) / (Difference * Difference),
                (after.Gradient! - before.Gradient!) / (2 * Difference)));
    }

    // Along a direction that the data do not determine the response has no size of its own.
    private static Vector<double> Bounded(Vector<double> step)
        => step / Math.Max(1, step.PointwiseDivide(ParameterSpace.StepBounds).AbsoluteMaximum());

    // -B^-1 v: how the parameters' minimum moves with the delay.
    private static Vector<double> Solve(FitSession session, NewtonResult fit, Vector<double> v)
        => session.Direction.Compute(fit.Evaluation with { Gradient = v }, Damping).Step;
}
