using System.Collections.Immutable;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// How a sweep came out.
/// </summary>
/// <param name="Settings">Every setting with a result or a failure, by mode and rising peak reduction.</param>
/// <param name="ReportFailure">Why there is no new report, in one line; null if there is one.</param>
public sealed record SweepOutcome(ImmutableArray<SettingOutcome> Settings, string? ReportFailure);
