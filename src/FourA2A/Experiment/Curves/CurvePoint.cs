using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// The settings found at one position of the peak reduction knob.
/// </summary>
public sealed record CurvePoint
{
    /// <summary>Position of the knob, 0..100.</summary>
    public required double PeakReduction { get; init; }

    /// <summary>The settings there.</summary>
    public required CompressorParameters Parameters { get; init; }

    /// <summary>Standard error of each parameter by name, in the unit of the name; null where not identifiable. Empty where none is known.</summary>
    public IReadOnlyDictionary<string, double?> StandardErrors { get; init; } = ImmutableDictionary<string, double?>.Empty;

    /// <summary>Names of the parameters that the recordings do not determine.</summary>
    public ImmutableArray<string> NotIdentifiable { get; init; } = [];

    /// <summary>Error-to-signal ratio of the fit; NaN where not known.</summary>
    public double Esr { get; init; } = double.NaN;
}
