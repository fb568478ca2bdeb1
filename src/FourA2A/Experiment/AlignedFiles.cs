using System.Collections.Immutable;
using FourA2A.Audio;

namespace FourA2A.Experiment;

/// <summary>
/// Two open recordings, read, checked and aligned: what every fit of a pair begins with, whatever the model.
/// </summary>
public sealed class AlignedFiles
{
    private AlignedFiles(PairFiles files, double? givenDelay, AlignmentResult alignment, ImmutableArray<string> findings)
    {
        (GivenDelaySamples, Alignment, Findings) = (givenDelay, alignment, findings);
        Pair = files.Pair.WithLag(Lag(DelaySamples));
        Inputs = FitRecords.Inputs(files);
    }

    /// <summary>How the files lie to each other, as estimated from them.</summary>
    public AlignmentResult Alignment { get; }

    /// <summary>A delay to keep; null if it was estimated.</summary>
    public double? GivenDelaySamples { get; }

    /// <summary>The delay in samples, given or estimated; wet later than dry is positive.</summary>
    public double DelaySamples => GivenDelaySamples ?? Alignment.DelaySamples;

    /// <summary>
    /// 1, or -1 if the wet file is inverted. Where the files do not seem to belong together, the user insists on them as they are.
    /// </summary>
    public int Polarity => Alignment.Verdict == AlignmentVerdict.DoNotBelongTogether ? 1 : Alignment.Polarity;

    /// <summary>The recordings at the whole lag next to the delay.</summary>
    public DryWetPair Pair { get; }

    /// <summary>The wet signal moved back by the delay and turned to the dry one's polarity, of the pair's length.</summary>
    public ISignal Target => Pair.AlignedWet(DelaySamples, Polarity);

    /// <summary>What a user should know about the recordings, one line each.</summary>
    public ImmutableArray<string> Findings { get; }

    /// <summary>What a result says about the files.</summary>
    public InputRecords Inputs { get; }

    /// <summary>
    /// Reads the files and finds how they lie to each other.
    /// </summary>
    /// <param name="files">The recordings; they stay open, and are not closed here.</param>
    /// <param name="delaySamples">A delay to keep; null to estimate it.</param>
    /// <param name="expected">Where recordings made alike lie, so that these need not be searched.</param>
    /// <exception cref="InputException">A file is silent or holds what is no number, or the two do not belong together.</exception>
    public static AlignedFiles Load(PairFiles files, double? delaySamples = null, (double DelaySamples, int Polarity)? expected = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var pair = files.Pair;
        var (report, alignment) = (pair.Inspect(), pair.EstimateAlignment(expected));
        if (alignment.Verdict == AlignmentVerdict.DoNotBelongTogether && delaySamples is null)
        {
            throw new InputException(
                $"{pair.WetName}: found a coherence of {alignment.Coherence:0.000} with {pair.DryName}, expected at least {AlignmentEstimator.LowestCoherence:0.00} of files that belong together; choose the right pair, or insist with --align none.");
        }

        var aligned = pair.WithLag(Lag(delaySamples ?? alignment.DelaySamples));
        if (alignment.Verdict != AlignmentVerdict.BelongTogether || delaySamples is not null)
        {
            RequireSound(aligned);
        }

        var findings = report.At(aligned).Findings;
        if (alignment.Verdict == AlignmentVerdict.Undecided)
        {
            findings = findings.Add($"{pair.WetName}: too short or too quiet to tell whether it belongs to {pair.DryName}; the fit goes on as if it does.");
        }

        return new(files, delaySamples, alignment, findings);
    }

    private static long Lag(double delay) => (long)Math.Round(delay);

    // Two files with sound may still have none at the same time. Files that the alignment found to belong together at
    // its own delay do.
    private static void RequireSound(DryWetPair pair)
    {
        foreach (var (signal, name) in new[] { (pair.Dry, pair.DryName), (pair.Wet, pair.WetName) })
        {
            if (SignalStatistics.Measure(signal, name).IsSilent)
            {
                throw new InputException(
                    $"{name}: found silence where the files meet at a delay of {pair.LagSamples} samples, expected sound in both; check the pair, or give the delay with --align.");
            }
        }
    }
}
