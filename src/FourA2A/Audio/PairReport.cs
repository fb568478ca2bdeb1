using System.Collections.Immutable;

namespace FourA2A.Audio;

/// <summary>
/// What reading a pair once shows: the figures of each file, and the findings that a user should know before a fit.
/// </summary>
public sealed record PairReport
{
    // Below -60 dB a DC offset is that of a healthy converter; above, it shifts the level of quiet passages.
    private const double LargestDc = 1e-3;

    // What a lag of less than this, in seconds, takes off the ends is not worth a word.
    private const double ShortLagSeconds = 0.001;

    internal PairReport(DryWetPair pair, SignalStatistics dry, SignalStatistics wet)
    {
        (Dry, Wet) = (dry, wet);
        Findings =
        [
            .. FileFindings(pair.DryName, dry, pair.DrySamplesLeftOut, pair.LagSamples),
            .. FileFindings(pair.WetName, wet, pair.WetSamplesLeftOut, pair.LagSamples),
        ];
    }

    /// <summary>Figures of the whole dry file.</summary>
    public SignalStatistics Dry { get; }

    /// <summary>Figures of the whole wet file.</summary>
    public SignalStatistics Wet { get; }

    /// <summary>One line per finding (samples left out, clipping, DC), each naming its file; empty if all is well.</summary>
    public ImmutableArray<string> Findings { get; }

    /// <summary>
    /// The same figures with the findings of the files at another lag.
    /// </summary>
    /// <param name="pair">The same files.</param>
    public PairReport At(DryWetPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new PairReport(pair, Dry, Wet);
    }

    private static IEnumerable<string> FileFindings(string name, SignalStatistics file, long leftOut, long lag)
    {
        if (leftOut > (Math.Abs(lag) < ShortLagSeconds * file.SampleRate ? Math.Abs(lag) : 0))
        {
            yield return $"{name}: {leftOut} of {file.SampleCount} samples ({(double)leftOut / file.SampleRate:0.000} s) have no partner in the other file and are left out.";
        }

        if (file.ClipCount > 0)
        {
            yield return $"{name}: clipped {(file.ClipCount == 1 ? "once" : $"{file.ClipCount} times")} ({file.ClippedSamples} samples at full scale); no compressor explains these passages.";
        }

        if (Math.Abs(file.Dc) > LargestDc)
        {
            yield return $"{name}: DC offset of {file.Dc:0.0000}; remove it with a high-pass filter, it adds to the level of quiet passages.";
        }
    }
}
