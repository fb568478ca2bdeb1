using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// A <see cref="CurvePoint"/> as it is written; only the first two need be in a file made by hand.
/// </summary>
internal sealed record CurvePointRecord(
    double PeakReduction,
    CompressorParameters Parameters,
    IReadOnlyDictionary<string, double?>? StandardErrors = null,
    ImmutableArray<string>? NotIdentifiable = null,
    double Esr = double.NaN);
