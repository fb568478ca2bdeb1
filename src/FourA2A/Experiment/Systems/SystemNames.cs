using System.Collections.Immutable;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// What the two systems are called on the command line, in files and in legends.
/// </summary>
public static class SystemNames
{
    /// <summary>One-pole ballistics, fitted by Newton's method.</summary>
    public const string OnePole = "one-pole";

    /// <summary>Approximate ballistics (Colonel and Reiss, AES 153, 2022), fitted by Adam.</summary>
    public const string ApproximateBallistics = "approximate-ballistics";

    /// <summary>Both, in the order of tables and plots.</summary>
    public static ImmutableArray<string> All { get; } = [OnePole, ApproximateBallistics];
}
