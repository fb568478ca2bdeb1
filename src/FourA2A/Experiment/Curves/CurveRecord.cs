using System.Collections.Immutable;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// A curve as it is written to <c>curve.json</c>: field names in camel case, units in the names.
/// </summary>
internal sealed record CurveRecord
{
    /// <summary>Version of the format.</summary>
    public required int Version { get; init; }

    /// <summary>Version of the program that wrote it; null in a file made by hand.</summary>
    public string? ProgramVersion { get; init; }

    /// <summary>What to call the curve.</summary>
    public required string Name { get; init; }

    /// <summary>Where the points come from, in words.</summary>
    public string? Source { get; init; }

    /// <summary>The points of each mode, by <c>compress</c> and <c>limit</c>.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<CurvePointRecord?>> Modes { get; init; }
}
