using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Curves;

/// <summary>
/// A setting interpolated from others beside the one that was fitted there.
/// </summary>
/// <param name="Setting">How the knobs stand.</param>
/// <param name="Interpolation">How the curve runs between its points.</param>
/// <param name="Parameters">The interpolated settings; a not-a-knot spline may take them out of <see cref="ParameterLimits"/>.</param>
/// <param name="Esr">ESR of the interpolated settings over the whole recording, at the fitted delay; NaN where it was not measured or the
/// settings lie outside the limits.</param>
/// <param name="EsrFitted">ESR of the settings that were fitted to the recording.</param>
public sealed record LeftOutRow(
    UnitSetting Setting,
    CurveInterpolation Interpolation,
    CompressorParameters Parameters,
    double Esr,
    double EsrFitted);
