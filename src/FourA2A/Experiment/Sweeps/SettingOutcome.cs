using FourA2A.Audio;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// How a setting of a sweep came out.
/// </summary>
/// <param name="Setting">The setting.</param>
/// <param name="Result">Its fit; null where there is none.</param>
/// <param name="Failure">Why there is none, in one line.</param>
public sealed record SettingOutcome(UnitSetting Setting, FitResultRecord? Result, string? Failure = null)
{
    /// <summary>
    /// Whether the setting needs another look: no result, or one that is no minimum. What the recordings do not determine, or
    /// what lies at an end of a range, is a result like any other.
    /// </summary>
    public bool IsProblem => Result is null || Result.Status == FitRecords.StatusWord(FitStatus.NotConverged);
}
