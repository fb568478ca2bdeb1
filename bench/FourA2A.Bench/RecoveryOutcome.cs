using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Bench;

/// <summary>What became of one set of random settings.</summary>
internal sealed record RecoveryOutcome(
    int Index,
    string Clip,
    CompressorParameters Truth,
    bool Identifiable,
    bool Recovered,
    FitResult Fit)
{
    public static string[] Columns { get; } =
        ["index", "clip", "identifiable", "true settings", "found settings", "relative loss", "status", "evaluations", "restarts"];

    public object[] Row() =>
    [
        Index,
        Clip,
        Identifiable ? "yes" : "no",
        Text(Truth),
        Text(Fit.Parameters),
        Fit.RelativeLoss,
        Fit.Status.ToString(),
        Fit.Evaluations,
        Fit.Restarts,
    ];

    private static string Text(CompressorParameters p)
        => $"{p.ThresholdDb:F3} dB, {p.Ratio:F4}:1, {p.AttackMs:F4} ms, {p.ReleaseMs:F3} ms, {p.MakeUpDb:F3} dB";
}
