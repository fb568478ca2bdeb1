namespace FourA2A.Audio;

/// <summary>
/// Whether a wet file can have been made from a dry one.
/// </summary>
public enum AlignmentVerdict
{
    /// <summary>The files belong together.</summary>
    BelongTogether,

    /// <summary>The coherence is too low: the files are different recordings, or lie further apart than was searched.</summary>
    DoNotBelongTogether,

    /// <summary>Too little signal, or too short, to tell; without any common signal the delay is 0.</summary>
    Undecided,
}
