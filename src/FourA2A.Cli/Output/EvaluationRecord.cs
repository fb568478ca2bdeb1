namespace FourA2A.Cli.Output;

/// <summary>
/// What <c>evaluate --json</c> writes; numbers that are not finite become null.
/// </summary>
/// <param name="Version">Version of the format.</param>
/// <param name="Estimate">Path of the estimate.</param>
/// <param name="Target">Path of the target.</param>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="SampleCount">Samples that were compared.</param>
/// <param name="Esr">Error-to-signal ratio.</param>
/// <param name="LoudnessDynamicRangeDifferenceDb">LDR of the estimate less that of the target in dB.</param>
/// <param name="EstimateLoudnessLufs">Integrated loudness of the estimate.</param>
/// <param name="TargetLoudnessLufs">Integrated loudness of the target.</param>
internal sealed record EvaluationRecord(
    int Version,
    string Estimate,
    string Target,
    int SampleRate,
    long SampleCount,
    double Esr,
    double LoudnessDynamicRangeDifferenceDb,
    double EstimateLoudnessLufs,
    double TargetLoudnessLufs);
