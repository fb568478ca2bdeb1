using FourA2A.Compressor;
using FourA2A.Newton;

namespace FourA2A.Experiment;

/// <summary>
/// What a fit can be told.
/// </summary>
public sealed record FitOptions
{
    /// <summary>
    /// Second derivatives of the Newton steps; see <see cref="HessianKind"/> for the measurement behind the default.
    /// </summary>
    public HessianKind Hessian { get; init; } = HessianKind.Fused;

    /// <summary>
    /// Where to start. If null, the published start with its make-up shifted so that the RMS of <c>P z</c> equals that of
    /// <c>P y</c>.
    /// </summary>
    public CompressorParameters? Start { get; init; }

    /// <summary>Ranges of ratio, attack and release.</summary>
    public ParameterRanges Ranges { get; init; } = ParameterRanges.Published;

    /// <summary>Delay of the wet file in samples, positive if later, to start from or to keep.</summary>
    public double DelaySamples { get; init; }

    /// <summary>Whether the delay is fitted too.</summary>
    public bool RefineDelay { get; init; } = true;

    /// <summary>1, or -1 if the wet file is inverted.</summary>
    public int Polarity { get; init; } = 1;

    /// <summary>Largest number of steps of one run of the optimiser.</summary>
    public int MaximumIterations { get; init; } = new TerminationCriteria().MaximumIterations;

    /// <summary>
    /// Largest number of further starts; 0 trusts the first minimum.
    /// </summary>
    public int MaximumRestarts { get; init; } = 6;

    /// <summary>
    /// Whether settings lie where other fits led one to expect them, so that no further start has to confirm them; null: never.
    /// </summary>
    public Predicate<CompressorParameters>? IsExpected { get; init; }

    /// <summary>Told every step.</summary>
    public IProgress<FitRecord>? Progress { get; init; }

    /// <summary>Cancels between two steps.</summary>
    public CancellationToken Cancellation { get; init; }
}
