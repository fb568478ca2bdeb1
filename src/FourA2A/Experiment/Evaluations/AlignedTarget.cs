using FourA2A.Audio;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// How a target lies to what it is compared with, or to what that is rendered from.
/// </summary>
/// <param name="Pair">The two at the nearest whole lag; the target is its wet side.</param>
/// <param name="DelaySamples">Samples by which the target is later.</param>
/// <param name="Polarity">1, or -1 if the target is inverted.</param>
internal sealed record AlignedTarget(DryWetPair Pair, double DelaySamples, int Polarity)
{
    /// <summary>The target moved back, sample n for sample n of the pair's dry side.</summary>
    public ISignal Target => Pair.AlignedWet(DelaySamples, Polarity);

    /// <summary>The target as recorded over the same time: what a delay that nobody takes out costs.</summary>
    public ISignal Recorded => Pair.AlignedWet(0, 1);

    /// <summary>
    /// Takes a delay for known.
    /// </summary>
    /// <exception cref="InputException">At this delay the two have no sample in common.</exception>
    public static AlignedTarget At(DryWetPair files, double delaySamples, int polarity)
        => new(files.WithLag((long)Math.Round(delaySamples)), delaySamples, polarity);

    /// <summary>
    /// Estimates the delay; of files too short or too quiet to tell, it is taken as none.
    /// </summary>
    /// <exception cref="InputException">The two do not belong together.</exception>
    public static AlignedTarget Estimate(DryWetPair files, ICollection<string> findings)
    {
        var alignment = files.EstimateAlignment();
        switch (alignment.Verdict)
        {
            case AlignmentVerdict.DoNotBelongTogether:
                throw FileError.Create(
                    files.WetName,
                    FormattableString.Invariant($"a coherence of {alignment.Coherence:0.000} with {files.DryName}"),
                    FormattableString.Invariant($"at least {AlignmentEstimator.LowestCoherence:0.00} of files that belong together, within 2 s of each other"),
                    "check that they are of one take");
            case AlignmentVerdict.Undecided:
                findings.Add($"{files.WetName}: too short or too quiet to tell how it lies to {files.DryName}; compared as it is.");
                break;
        }

        return At(files, alignment.DelaySamples, alignment.Polarity);
    }
}
