using FourA2A.Experiment.Curves;

namespace FourA2A.Cli.Options;

/// <summary>
/// How a curve runs between its points.
/// </summary>
internal sealed class InterpolationOption() : ChoiceOption<CurveInterpolation>(
    "--interpolation",
    "How the curve runs between its points: a monotone cubic (PCHIP), which never leaves the neighbouring points, straight lines, or the published not-a-knot cubic spline.",
    [.. Enum.GetValues<CurveInterpolation>().Select(interpolation => (interpolation.Word(), interpolation))]);
