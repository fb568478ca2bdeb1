using System.Collections.Immutable;

namespace FourA2A.Cli.Output;

/// <summary>
/// What <c>check --json</c> writes; numbers that are not finite become null.
/// </summary>
/// <param name="Version">Version of the format.</param>
/// <param name="Dry">The dry file.</param>
/// <param name="Wet">The wet file.</param>
/// <param name="DelaySamples">Delay in samples; positive if the wet file is later.</param>
/// <param name="Polarity">1, or -1 if the wet file is inverted.</param>
/// <param name="LevelDb">Level of the wet file over the dry one.</param>
/// <param name="Coherence">Coherence of the aligned files, 0..1.</param>
/// <param name="LowestCoherence">Coherence below which files do not belong together.</param>
/// <param name="Verdict"><c>belongTogether</c>, <c>doNotBelongTogether</c> or <c>undecided</c>.</param>
/// <param name="Findings">What a user should know before a fit.</param>
internal sealed record CheckRecord(
    int Version,
    CheckedFileRecord Dry,
    CheckedFileRecord Wet,
    double DelaySamples,
    int Polarity,
    double LevelDb,
    double Coherence,
    double LowestCoherence,
    string Verdict,
    ImmutableArray<string> Findings);
