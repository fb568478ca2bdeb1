using System.Collections.Immutable;

namespace FourA2A.Bench;

/// <summary>
/// What killing sweeps came to.
/// </summary>
/// <param name="Kills">Processes that were killed.</param>
/// <param name="Sweeps">Sweeps that they belonged to; each was resumed to its end.</param>
/// <param name="Kept">Settings that a killed process left finished, summed over the kills.</param>
/// <param name="UndisturbedSeconds">Duration of a sweep that nobody disturbs.</param>
/// <param name="CurveBytes">Length of its curve file.</param>
/// <param name="Failures">What was not as it must be; empty if all was.</param>
internal sealed record SweepKillsOutcome(int Kills, int Sweeps, int Kept, double UndisturbedSeconds, int CurveBytes, ImmutableArray<string> Failures);
