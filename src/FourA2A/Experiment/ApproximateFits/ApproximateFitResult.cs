using System.Collections.Immutable;
using FourA2A.ApproximateBallistics;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// What a fit of the approximate-ballistics model found.
/// </summary>
public sealed record ApproximateFitResult
{
    /// <summary>The settings of the lowest loss.</summary>
    public required ApproximateParameters Parameters { get; init; }

    /// <summary>That loss, of the excerpt.</summary>
    public required double Loss { get; init; }

    /// <summary>How the fit ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>The status in one sentence.</summary>
    public required string StatusReason { get; init; }

    /// <summary>Steps of Adam.</summary>
    public required int Iterations { get; init; }

    /// <summary>Evaluations of the loss: the look at the start, and one for each point.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Names of the settings that do nothing where the fit ended, or never did.</summary>
    public required ImmutableArray<string> NotIdentifiable { get; init; }

    /// <summary>What a user should know about the excerpt and the start, one line each.</summary>
    public required ImmutableArray<string> Findings { get; init; }

    /// <summary>Where the fit started.</summary>
    public required ApproximateParameters Start { get; init; }

    /// <summary>What it looked at.</summary>
    public required Excerpt Excerpt { get; init; }

    /// <summary>Every hundredth iteration, and the one of the lowest loss.</summary>
    public required ImmutableArray<ApproximateIterationRow> Rows { get; init; }

    /// <summary>Wall-clock seconds of the fit, those before an interruption included.</summary>
    public required double Seconds { get; init; }
}
