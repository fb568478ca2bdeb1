using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Newton.Uncertainty;

namespace FourA2A.Experiment;

/// <summary>
/// What a fit found.
/// </summary>
public sealed record FitResult
{
    /// <summary>The settings.</summary>
    public required CompressorParameters Parameters { get; init; }

    /// <summary>Delay of the wet file in samples, positive if later.</summary>
    public required double DelaySamples { get; init; }

    /// <summary>1, or -1 if the wet file is inverted.</summary>
    public required int Polarity { get; init; }

    /// <summary>Sum of squared residuals.</summary>
    public required double Loss { get; init; }

    /// <summary>
    /// Loss over the energy of the pre-emphasised target, both without the chunks' warm-up: the ESR of a file no longer
    /// than a chunk.
    /// </summary>
    public required double RelativeLoss { get; init; }

    /// <summary>How it ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>The status in one sentence.</summary>
    public required string StatusReason { get; init; }

    /// <summary>Whether the settings can be taken for those of the unit.</summary>
    public bool Success => Status == FitStatus.Converged;

    /// <summary>Accepted steps of all runs.</summary>
    public required int Iterations { get; init; }

    /// <summary>Evaluations of the loss of all runs, with or without derivatives.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Starts after the first.</summary>
    public required int Restarts { get; init; }

    /// <summary>The start that the settings go back to: 0 for the first, n for the n-th restart.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// Standard errors and correlations of the parameters, and of the delay (<c>delaySamples</c>, last) if it was fitted.
    /// </summary>
    public required UncertaintyEstimate Uncertainty { get; init; }

    /// <summary>Every step of every run, in order.</summary>
    public required ImmutableArray<FitRecord> Records { get; init; }

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Wall-clock seconds from reading the pair to the result.</summary>
    public required double Seconds { get; init; }
}
