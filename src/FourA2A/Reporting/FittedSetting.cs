using FourA2A.Audio;
using FourA2A.Experiment;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Reporting;

/// <summary>
/// A setting of the unit with its fit.
/// </summary>
internal sealed record FittedSetting(UnitSetting Setting, FitResultRecord Fit)
{
    /// <summary>Accepted steps to the result, and step lengths tried beyond the first of each, as in the summary.</summary>
    public (int Iterations, int LineSearchSteps) Effort { get; } = SweepTables.Effort(Fit);
}
