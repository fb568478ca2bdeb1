using FourA2A.Simulation;

namespace FourA2A.Cli.Options;

/// <summary>
/// What goes into a simulated unit.
/// </summary>
/// <param name="Kind">A built-in stimulus.</param>
/// <param name="File">A WAV file in its place; null for none.</param>
internal sealed record StimulusChoice(StimulusKind Kind, string? File = null);
