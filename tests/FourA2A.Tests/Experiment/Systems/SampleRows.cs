using FourA2A.Experiment;
using FourA2A.Experiment.Systems;

namespace FourA2A.Tests.Experiment.Systems;

/// <summary>
/// Figures that nobody measured.
/// </summary>
internal static class SampleRows
{
    public static SystemRow OnePole { get; } = new()
    {
        Model = ModelNames.OnePole,
        Settings = new(-23.25, 4.5, null, 3.125, 120.0625, null, 0.1 + 0.2),
        DelaySamples = -0.75,
        Esr = 1.5e-4,
        LoudnessDynamicRangeDifferenceDb = -0.015625,
        SpectrogramLoss = 0.875,
        Loudness = new(0.25, 0.75, 3.5),
        LoudnessOutsideAttack = new(0.125, 0.5, 1.5),
        Seconds = 0.625,
        Iterations = 12,
        Status = "converged",
        StatusReason = "Ended by the test Step; no other start found a lower loss, \"none\".",
    };

    public static SystemRow Approximate { get; } = OnePole with
    {
        Model = ModelNames.ApproximateBallistics,
        Settings = new(-20, 3, 2.5, 12, 90, 30, 0.5),
        Esr = 2e-3,
        LoudnessOutsideAttack = new(double.NaN, double.NaN, double.NaN),
        Seconds = 640,
        Iterations = 40_000,
        Status = "notIdentifiable",
        StatusReason = "The recordings do not determine kneeDb, smoothingMs: a ratio of 1 compresses nothing.",
        Undetermined = ["kneeDb", "smoothingMs"],
    };
}
