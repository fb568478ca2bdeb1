using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Experiment;

/// <summary>
/// Newton's method on the delay and the parameters together. The engine knows nothing of the delay; its derivatives come from one more
/// target, the tangent <c>t + h t'</c> with <c>t' = dt/dd</c>. As z does not depend on the delay, they are linear in h to the last digit:
/// <c>L_d = (L(t + h t') - L(t) - |h t'|^2) / h</c>, <c>L_ud = (g(t + h t') - g(t)) / h</c>, and of <c>L_dd</c> the Gauss-Newton part
/// <c>2 |t'|^2</c>. With <c>B</c> the curvature in the parameters, the delay moves by
/// <c>-(L_d - L_ud^T B^-1 g) / (L_dd - L_ud^T B^-1 L_ud)</c>, the parameters follow, and a warm run of the optimiser ends each step.
/// </summary>
internal static class DelayRefinement
{
    /// <summary>The delay has settled when it moves by less, in samples.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>First damping of a warm run: enough to keep flat directions of the parameters still, without effect on the others.</summary>
    public const double Damping = 1e-6;

    // h in samples. The residual should stay small beside the tangent's change, or the change vanish in its rounding; and not the
    // other way round.
    private const double TangentStep = 0.05;

    // Further, the interpolated target is another signal and a parabola says nothing.
    private const double LargestStep = 0.5;

    private const int MaximumSteps = 10;

    // A last step that promises less than this share of the loss is taken on paper: the parabola is exact to a thousandth of that, and
    // the signal would be written and evaluated once more for nothing.
    private const double NegligibleDecrease = 1e-4;

    /// <summary>
    /// Refines from a minimum in the parameters at the session's delay.
    /// </summary>
    /// <returns>
    /// The minimum (its evaluation may be that of the step before), its delay, the delay's derivatives, and whether the delay settled.
    /// </returns>
    public static (NewtonResult Fit, double DelaySamples, DelayCurvature Curvature, bool Settled) Refine(FitSession session, NewtonResult fit)
    {
        for (var count = 1; ; count++)
        {
            var delay = session.DelaySamples;
            var (slope, curvature) = Differentiate(session, fit);
            var response = Solve(session, fit, curvature.Coupling);
            var remaining = curvature.Second + curvature.Coupling.DotProduct(response);
            var profileSlope = slope + fit.Evaluation.Gradient!.DotProduct(response);
            var move = remaining > 0 ? -profileSlope / remaining : -Math.Sign(profileSlope) * LargestStep;
            move = Math.Clamp(move, -LargestStep, LargestStep);
            var settled = Math.Abs(move) < Tolerance;
            if (settled && Math.Abs(move * profileSlope) <= NegligibleDecrease * fit.Evaluation.Loss)
            {
                return (fit with { Point = fit.Point + Bounded(move * response) }, delay + move, curvature, settled);
            }

            session.MoveTo(delay + move);
            var next = session.Minimize(fit.Point + Bounded(move * response), Damping);
            if (!settled && IsHigher(next))
            {
                // A parabola that misled: a quarter of the way still leads downhill, or the delay stays where it was.
                session.MoveTo(delay + (0.25 * move));
                next = session.Minimize(fit.Point + Bounded(0.25 * move * response), Damping);
                if (IsHigher(next))
                {
                    return (fit, delay, curvature, Settled: false);
                }
            }

            fit = next;
            if (settled || count == MaximumSteps)
            {
                return (fit, session.DelaySamples, curvature, settled);
            }

            bool IsHigher(NewtonResult other) => other.Evaluation.Loss > fit.Evaluation.Loss + session.RoundingLoss;
        }
    }

    private static (double Slope, DelayCurvature Curvature) Differentiate(FitSession session, NewtonResult fit)
    {
        var change = session.WriteTangent(TangentStep);
        var tangent = session.Evaluate(fit.Point, EvaluationOrder.Gradient);
        return (
            (tangent.Loss - fit.Evaluation.Loss - change) / TangentStep,
            new DelayCurvature(
                2 * change / (TangentStep * TangentStep),
                (tangent.Gradient! - fit.Evaluation.Gradient!) / TangentStep));
    }

    // Along a direction that the data do not determine the response has no size of its own.
    private static Vector<double> Bounded(Vector<double> step)
        => step / Math.Max(1, step.PointwiseDivide(ParameterSpace.StepBounds).AbsoluteMaximum());

    // -B^-1 v: how the parameters' minimum moves with the delay.
    private static Vector<double> Solve(FitSession session, NewtonResult fit, Vector<double> v)
        => session.Direction.Compute(fit.Evaluation with { Gradient = v }, Damping).Step;
}
