using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// The settings of a compressor against the position of a unit's peak reduction knob, for each mode.
/// </summary>
/// <remarks>
/// Between the points each parameter runs by itself: threshold and make-up in dB, the ratio as it is, the times in milliseconds, as
/// published (Yu &amp; Fazekas 2025). At a point the curve is the point, to the bit. Two points are joined by a straight line whatever
/// the interpolation; one point is a curve of one position.
/// </remarks>
public sealed class ParameterCurve
{
    /// <summary>
    /// A curve through points.
    /// </summary>
    /// <param name="name">What to call it.</param>
    /// <param name="modes">The points of each mode, by rising peak reduction, none twice. A mode without points is one that the curve lacks.</param>
    /// <param name="source">Where the points come from, in words.</param>
    /// <exception cref="InputException">Positions do not rise within 0..100, or a value is none of its kind.</exception>
    public ParameterCurve(string name, IReadOnlyDictionary<LevellingMode, ImmutableArray<CurvePoint>> modes, string source = "")
    {
        Name = name;
        Source = source;
        Modes = modes.Where(mode => !mode.Value.IsDefaultOrEmpty).ToImmutableSortedDictionary();
        CurveCheck.Check(name, Modes);
    }

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>Where the points come from, in words; may be empty.</summary>
    public string Source { get; }

    /// <summary>The points of each mode that the curve has, by rising peak reduction.</summary>
    public IReadOnlyDictionary<LevellingMode, ImmutableArray<CurvePoint>> Modes { get; }

    /// <summary>
    /// The settings at a position of the knobs.
    /// </summary>
    /// <remarks>
    /// Straight lines and the monotone cubic stay between the neighbouring points. The not-a-knot spline may swing beyond them, down to
    /// a ratio below 1 or a negative time: that is refused, not bent into something that is no longer the spline.
    /// </remarks>
    /// <param name="setting">Mode and peak reduction, within the curve's ends.</param>
    /// <param name="interpolation">How the curve runs between its points.</param>
    /// <exception cref="InputException">The curve does not have the mode, ends before the position, or swings out of
    /// <see cref="ParameterLimits"/> there.</exception>
    public CompressorParameters At(UnitSetting setting, CurveInterpolation interpolation = CurveInterpolation.Monotone)
    {
        var parameters = Interpolate(setting, interpolation);
        foreach (var (name, value, minimum, maximum) in ParameterLimits.Of(parameters))
        {
            if (!(value >= minimum && value <= maximum))
            {
                throw new InputException(
                    $"{Name}: {name}: found {value} at {setting.ModeWord} {setting.PeakReduction}, where the not-a-knot spline swings beyond its points, expected {minimum} to {maximum}; use the monotone or the linear interpolation.");
            }
        }

        return parameters;
    }

    /// <summary>
    /// What the curve says at a position of the knobs, for tables and plots: with <see cref="CurveInterpolation.NotAKnot"/> it may lie
    /// outside <see cref="ParameterLimits"/>.
    /// </summary>
    /// <inheritdoc cref="At" path="/param"/>
    /// <exception cref="InputException">The curve does not have the mode, or ends before the position.</exception>
    public CompressorParameters Interpolate(UnitSetting setting, CurveInterpolation interpolation = CurveInterpolation.Monotone)
    {
        var points = PointsOf(setting.Mode);
        var (position, first, last) = (setting.PeakReduction, points[0].PeakReduction, points[^1].PeakReduction);

        // Written so that NaN fails too.
        if (!(position >= first && position <= last))
        {
            throw new InputException(
                $"{Name}: found a peak reduction of {position}, expected {(first == last ? $"{first}, the only position" : $"one from {first} to {last}, the ends")} of the curve for {setting.ModeWord}; it is not extended beyond.");
        }

        if (points.FirstOrDefault(point => point.PeakReduction == position) is { } point)
        {
            return point.Parameters;
        }

        double[] positions = [.. points.Select(point => point.PeakReduction)];
        return new(
            Value(parameters => parameters.ThresholdDb),
            Value(parameters => parameters.Ratio),
            Value(parameters => parameters.AttackMs),
            Value(parameters => parameters.ReleaseMs),
            Value(parameters => parameters.MakeUpDb));

        double Value(Func<CompressorParameters, double> parameter)
            => Interpolants.Value(interpolation, positions, [.. points.Select(point => parameter(point.Parameters))], position);
    }

    /// <summary>
    /// The points of a mode.
    /// </summary>
    /// <exception cref="InputException">The curve does not have the mode.</exception>
    public ImmutableArray<CurvePoint> PointsOf(LevellingMode mode)
        => Modes.TryGetValue(mode, out var points)
            ? points
            : throw new InputException(
                $"{Name}: found no points for {UnitSetting.Word(mode)}, expected them beside {(Modes.Count > 0 ? string.Join(", ", Modes.Keys.Select(UnitSetting.Word)) : "none of any mode")}; use a mode that the curve has.");
}
