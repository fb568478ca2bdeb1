namespace FourA2A.Audio;

/// <summary>
/// How a wet file lies to its dry one: <c>wet[n] ~ Polarity * gain * dry[n - DelaySamples]</c>.
/// </summary>
public sealed record AlignmentResult
{
    /// <summary>Delay in samples; positive if the wet file is later.</summary>
    public required double DelaySamples { get; init; }

    /// <summary>1, or -1 if the wet file is inverted.</summary>
    public required int Polarity { get; init; }

    /// <summary>Level of the wet file over the dry one in dB: ratio of their RMS over the passages looked at.</summary>
    public required double LevelDb { get; init; }

    /// <summary>
    /// Magnitude-squared coherence of the aligned files, 0..1, averaged over the band; see
    /// <see cref="AlignmentEstimator.LowestCoherence"/>.
    /// </summary>
    public required double Coherence { get; init; }

    /// <summary>Samples per second.</summary>
    public required int SampleRate { get; init; }

    /// <summary>What follows from the coherence.</summary>
    public required AlignmentVerdict Verdict { get; init; }

    /// <summary>The verdict in words, one line.</summary>
    public string Description => Verdict switch
    {
        AlignmentVerdict.BelongTogether =>
            $"The files belong together (coherence {Coherence:0.000}): {DelayText}, {LevelDb:+0.0;-0.0;0.0} dB, {(Polarity < 0 ? "inverted" : "same polarity")}.",
        AlignmentVerdict.DoNotBelongTogether =>
            $"The files do not belong together: coherence {Coherence:0.000}, expected at least {AlignmentEstimator.LowestCoherence:0.00}.",
        _ => "Too little signal to tell whether the files belong together.",
    };

    private string DelayText => Math.Abs(DelaySamples) < 0.0005
        ? "no delay"
        : $"wet {Math.Abs(DelaySamples):0.000} samples ({1000 * Math.Abs(DelaySamples) / SampleRate:0.000} ms) {(DelaySamples > 0 ? "later" : "earlier")}";
}
