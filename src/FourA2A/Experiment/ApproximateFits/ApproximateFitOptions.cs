using FourA2A.ApproximateBallistics;
using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// What a fit of the approximate-ballistics model can be told.
/// </summary>
public sealed record ApproximateFitOptions
{
    /// <summary>Where to start, moved into the ranges; the published start if null.</summary>
    public ApproximateParameters? Start { get; init; }

    /// <summary>Ranges of the settings.</summary>
    public ApproximateRanges Ranges { get; init; } = ApproximateRanges.Default;

    /// <summary>Largest number of Adam's steps.</summary>
    public int MaximumIterations { get; init; } = new DescentCriteria().MaximumIterations;

    /// <summary>Iterations in a row without a new lowest loss that end the fit.</summary>
    public int Patience { get; init; } = new DescentCriteria().Patience;

    /// <summary>
    /// Longest recording in seconds that is fitted as a whole; of a longer one the passage of that length in which the dry level varies most.
    /// </summary>
    public double Seconds { get; init; } = 10;

    /// <summary>
    /// File in which the fit keeps its state every few seconds and when it is cancelled, in a folder that exists. Where it is there, the fit goes
    /// on from it and ends in the same result. Null keeps nothing. Whoever has written the result removes it.
    /// </summary>
    public string? ProgressPath { get; init; }

    /// <summary>What that file is called beside a result.</summary>
    public const string ProgressFileName = "progress.json";

    /// <summary>Told each line that a user should know, before the first step.</summary>
    public Action<string>? Finding { get; init; }

    /// <summary>A line that follows what is said of a start which lacks something: where to give another. Null adds none.</summary>
    public string? StartRemedy { get; init; }

    /// <summary>Told every iteration.</summary>
    public IProgress<ApproximateFitProgress>? Progress { get; init; }

    /// <summary>Cancels between two iterations.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Rate of Adam; tests on short signals take a larger one.</summary>
    internal double Rate { get; init; } = Adam.PublishedRate;
}
