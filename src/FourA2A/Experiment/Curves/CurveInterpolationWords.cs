using System.Text.Json;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// Interpolations in words.
/// </summary>
public static class CurveInterpolationWords
{
    /// <summary>An interpolation as it stands in files and options: <c>monotone</c>, <c>linear</c> or <c>not-a-knot</c>.</summary>
    public static string Word(this CurveInterpolation interpolation) => JsonNamingPolicy.KebabCaseLower.ConvertName(interpolation.ToString());
}
