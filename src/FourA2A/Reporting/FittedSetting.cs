using FourA2A.Audio;
using FourA2A.Experiment;

namespace FourA2A.Reporting;

/// <summary>
/// A setting of the unit with its fit.
/// </summary>
internal sealed record FittedSetting(UnitSetting Setting, FitResultRecord Fit);
