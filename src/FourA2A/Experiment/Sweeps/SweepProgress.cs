using FourA2A.Audio;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// Where a sweep stands.
/// </summary>
/// <param name="Done">Settings that are done, failed ones and those of earlier runs included.</param>
/// <param name="Count">Settings of the sweep.</param>
/// <param name="Setting">The setting that this is about.</param>
/// <param name="Step">The last step of its fit; null if it is done.</param>
/// <param name="Outcome">How it came out; null while it is fitted.</param>
public sealed record SweepProgress(int Done, int Count, UnitSetting Setting, FitRecord? Step, SettingOutcome? Outcome);
