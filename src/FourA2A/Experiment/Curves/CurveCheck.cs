using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// What makes points a curve.
/// </summary>
internal static class CurveCheck
{
    /// <summary>Names of what a fit finds, in the order in which they are written.</summary>
    public static ImmutableArray<string> Names { get; } = [.. UnconstrainedParameters.Names, CompressorFit.DelayName];

    /// <summary>
    /// Refuses points that make no curve.
    /// </summary>
    /// <param name="source">Where they come from, at the beginning of a message.</param>
    /// <param name="modes">The points of each mode.</param>
    /// <exception cref="InputException">Positions do not rise within 0..100, or a value is none of its kind.</exception>
    public static void Check(string source, IReadOnlyDictionary<LevellingMode, ImmutableArray<CurvePoint>> modes)
    {
        foreach (var (mode, points) in modes)
        {
            var previous = double.NegativeInfinity;
            foreach (var (index, point) in points.Index())
            {
                var place = $"{source}: modes.{UnitSetting.Word(mode)}[{index}].";
                var position = point.PeakReduction;
                Require(position is >= 0 and <= 100, $"{place}peakReduction", position, "a number from 0 to 100");
                Require(position > previous, $"{place}peakReduction", position, $"more than {previous}, the position before it");
                previous = position;
                ParameterLimits.Check(point.Parameters, $"{place}parameters.");
                Require(double.IsNaN(point.Esr) || (point.Esr >= 0 && double.IsFinite(point.Esr)), $"{place}esr", point.Esr, "a number of at least 0");
                foreach (var (name, error) in point.StandardErrors)
                {
                    Require(Names.Contains(name, StringComparer.Ordinal), $"{place}standardErrors", name, $"one of {string.Join(", ", Names)}");
                    Require(error is null or not < 0, $"{place}standardErrors.{name}", error!, "a number of at least 0");
                }

                foreach (var name in point.NotIdentifiable)
                {
                    Require(Names.Contains(name, StringComparer.Ordinal), $"{place}notIdentifiable", name, $"one of {string.Join(", ", Names)}");
                }
            }
        }
    }

    private static void Require(bool condition, string place, object? found, string expected)
    {
        if (!condition)
        {
            throw new InputException(FormattableString.Invariant($"{place}: found {found}, expected {expected}; correct it."));
        }
    }
}
