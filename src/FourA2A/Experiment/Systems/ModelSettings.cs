using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// Settings of either model side by side; what a model lacks is null.
/// </summary>
/// <param name="ThresholdDb">Threshold in dB relative to full scale: of a sample's level for the one-pole model, of the RMS level for approximate ballistics.</param>
/// <param name="Ratio">Ratio, to 1.</param>
/// <param name="KneeDb">Knee width in dB.</param>
/// <param name="AttackMs">Attack in ms: 10-90 % rise time of a one-pole, or length of a moving average.</param>
/// <param name="ReleaseMs">Release in ms, likewise.</param>
/// <param name="SmoothingMs">Smoothing in ms.</param>
/// <param name="MakeUpDb">Make-up gain in dB.</param>
public sealed record ModelSettings(
    double ThresholdDb,
    double Ratio,
    double? KneeDb,
    double AttackMs,
    double ReleaseMs,
    double? SmoothingMs,
    double MakeUpDb)
{
    /// <summary>Settings of the one-pole model.</summary>
    public static ModelSettings Of(CompressorParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new(parameters.ThresholdDb, parameters.Ratio, null, parameters.AttackMs, parameters.ReleaseMs, null, parameters.MakeUpDb);
    }

    /// <summary>Settings of approximate ballistics.</summary>
    public static ModelSettings Of(ApproximateParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new(
            parameters.ThresholdDb, parameters.Ratio, parameters.KneeDb, parameters.AttackMs, parameters.ReleaseMs, parameters.SmoothingMs, parameters.MakeUpDb);
    }
}
