using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// The settings of a compressor against the position of a unit's peak reduction knob, for each mode.
/// </summary>
public sealed class ParameterCurve
{
    /// <summary>
    /// A curve through points.
    /// </summary>
    /// <param name="name">What to call it.</param>
    /// <param name="modes">The points of each mode, by rising peak reduction, none twice.</param>
    public ParameterCurve(string name, IReadOnlyDictionary<LevellingMode, ImmutableArray<CurvePoint>> modes)
        => (Name, Modes) = (name, modes);

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>The points of each mode, by rising peak reduction.</summary>
    public IReadOnlyDictionary<LevellingMode, ImmutableArray<CurvePoint>> Modes { get; }

    /// <summary>
    /// The settings at a position of the knobs.
    /// </summary>
    /// <param name="setting">Mode and peak reduction, within the curve's ends.</param>
    /// <param name="interpolation">How the curve runs between its points.</param>
    /// <exception cref="InputException">The curve does not have the mode, or ends before the position.</exception>
    public CompressorParameters At(UnitSetting setting, CurveInterpolation interpolation = CurveInterpolation.Monotone)
        => throw new NotSupportedException($"{Name}: {setting}, {interpolation}");
}
