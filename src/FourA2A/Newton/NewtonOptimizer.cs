using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Newton;

/// <summary>
/// Damped Newton's method for sums of squares: a direction, kept within bounds, followed by a backtracking line
/// search; the damping follows how well the model predicted the loss.
/// </summary>
/// <remarks>
/// Each trial is evaluated with its derivatives at once: an accepted full step, by far the most frequent outcome, then
/// costs one evaluation, and up to three backtracks still cost less than evaluating the loss first.
/// </remarks>
/// <param name="direction">Where to go.</param>
/// <param name="criteria">When to stop.</param>
/// <param name="lineSearch">How far to go; the default search if null.</param>
/// <param name="stepBounds">Largest step in each coordinate; unbounded if null.</param>
/// <param name="initialDamping">First value of the damping.</param>
public sealed class NewtonOptimizer(
    INewtonDirection direction,
    TerminationCriteria criteria,
    ArmijoLineSearch? lineSearch = null,
    Vector<double>? stepBounds = null,
    double initialDamping = MarquardtDamping.DefaultInitial)
{
    private readonly ArmijoLineSearch search = lineSearch ?? new ArmijoLineSearch();

    /// <summary>
    /// Minimises from a start.
    /// </summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="start">First point, n coordinates.</param>
    /// <param name="progress">Called with each record as it is made.</param>
    /// <param name="cancellation">Looked at before every iteration.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public NewtonResult Minimize(
        IObjective objective,
        Vector<double> start,
        Action<IterationRecord>? progress = null,
        CancellationToken cancellation = default)
    {
        var point = start;
        var current = objective.Evaluate(point, direction.Order);
        var evaluations = 1;
        var damping = new MarquardtDamping(initialDamping);
        var records = ImmutableArray.CreateBuilder<IterationRecord>();
        Record(0, 0, 0, 0);
        for (var iteration = 0; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = direction.Compute(current, damping.Value, stepBounds);
            if (criteria.BeforeStep(current, step, iteration) is { } before)
            {
                return Result(before, iteration);
            }

            var origin = point;
            var (fraction, accepted, trials) = search.Search(
                current.Loss,
                step.Slope,
                t => objective.Evaluate(origin + (t * step.Step), direction.Order));
            evaluations += trials;
            if (accepted is null)
            {
                if (criteria.AfterFailure(current.Loss, step) is { } after)
                {
                    return Result(after, iteration);
                }

                damping.Reject();
                continue;
            }

            var taken = fraction * step.Step;
            var decrease = current.Loss - accepted.Loss;
            var predicted = step.PredictedDecrease(fraction);
            var used = damping.Value;
            if (fraction < 1)
            {
                damping.Reject();
            }
            else
            {
                damping.Accept(decrease / predicted);
            }

            point += taken;
            current = accepted;
            iteration++;
            Record(iteration, fraction, taken.AbsoluteMaximum(), decrease / predicted, used);
        }

        void Record(int iteration, double fraction, double largest, double gain, double used = 0)
        {
            var record = new IterationRecord(
                iteration,
                current.Loss,
                TerminationCriteria.ResidualCosine(current),
                fraction,
                largest,
                gain,
                used,
                evaluations,
                [.. point]);
            records.Add(record);
            progress?.Invoke(record);
        }

        NewtonResult Result(TerminationTest test, int iterations)
            => new(point, current, test, iterations, evaluations, records.ToImmutable());
    }
}
