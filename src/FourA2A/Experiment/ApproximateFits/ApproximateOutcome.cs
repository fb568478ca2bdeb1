using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// What to make of a descent that has ended.
/// </summary>
/// <param name="descent">The descent.</param>
/// <param name="coordinates">Its coordinates.</param>
/// <param name="criteria">What it was told.</param>
internal sealed class ApproximateOutcome(AdamDescent descent, ScaledCoordinates coordinates, DescentCriteria criteria)
{
    /// <summary>
    /// The result.
    /// </summary>
    /// <param name="objective">What it went down.</param>
    /// <param name="start">Where it started.</param>
    /// <param name="excerpt">What it looked at.</param>
    /// <param name="findings">What the user was told.</param>
    /// <param name="seconds">How long it took.</param>
    public ApproximateFitResult Result(ApproximateObjective objective, ApproximateParameters start, Excerpt excerpt, ImmutableArray<string> findings, double seconds)
    {
        var best = coordinates.ToSettings(descent.Best.Point.AsSpan());
        var inactive = InactiveParameters.FindAtEnd(objective.Levels, objective.Grid, best);
        var (status, reason, notIdentifiable) = Judge(inactive);
        return new()
        {
            Parameters = best,
            Loss = descent.Best.Loss,
            Status = status,
            StatusReason = reason,
            Iterations = descent.Iteration,
            Evaluations = descent.Iteration + 2,
            NotIdentifiable = notIdentifiable,
            Findings = findings,
            Start = start,
            Excerpt = excerpt,
            Rows = [.. descent.Rows.Append(descent.Best).DistinctBy(row => row.Iteration).OrderBy(row => row.Iteration)
                .Select(row => new ApproximateIterationRow(row.Iteration, row.Loss, coordinates.ToSettings(row.Point.AsSpan())))],
            Seconds = seconds,
        };
    }

    // Not determined is what does nothing where the fit ended, and what never did anything.
    private (FitStatus Status, string Reason, ImmutableArray<string> NotIdentifiable) Judge(ImmutableArray<Inactivity> inactive)
    {
        var names = inactive.SelectMany(found => found.Names).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> never = [.. ApproximateParameters.Names.Where((name, n) => !names.Contains(name) && !descent.WasActive[n])];
        var end = descent.End == DescentEnd.Patience
            ? $"No new lowest loss for {criteria.Patience} iterations, the lowest at iteration {descent.Best.Iteration}."
            : $"The iteration limit of {criteria.MaximumIterations} was reached, the lowest loss at iteration {descent.Best.Iteration}.";
        if (names.Count + never.Length > 0)
        {
            var reasons = inactive.Select(found => (found.Names, found.Reason)).Append((Names: never, Reason: "the loss never changed with it"))
                .Where(reason => reason.Names.Length > 0)
                .Select(reason => $"{string.Join(", ", reason.Names)}: {reason.Reason}");
            return (
                FitStatus.NotIdentifiable,
                $"The recordings do not determine {string.Join("; ", reasons)}. {end}",
                [.. ApproximateParameters.Names.Where(name => names.Contains(name) || never.Contains(name, StringComparer.Ordinal))]);
        }

        var edges = coordinates.AtEdge(descent.Best.Point.AsSpan());
        return edges.IsEmpty
            ? (descent.End == DescentEnd.Patience ? FitStatus.Converged : FitStatus.NotConverged, end, [])
            : (FitStatus.AtRangeEdge, $"The best fit has {EdgesInWords(edges)}. {end}", []);
    }

    // A user can widen three ranges.
    private static string EdgesInWords(ImmutableArray<string> edges)
    {
        var wider = edges.Where(name => name is "ratio" or "attackMs" or "releaseMs").ToList();
        var others = edges.Except(wider, StringComparer.Ordinal).ToList();
        string[] words =
        [
            .. wider.Count > 0 ? [$"{string.Join(", ", wider)} at an end of its range: widen the range"] : Array.Empty<string>(),
            .. others.Count > 0 ? [$"{string.Join(", ", others)} at the end of what is sought"] : Array.Empty<string>(),
        ];
        return string.Join("; ", words);
    }
}
