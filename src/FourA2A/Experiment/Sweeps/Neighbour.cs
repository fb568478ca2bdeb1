using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// A finished setting that another fit can start from.
/// </summary>
internal sealed record Neighbour(UnitSetting Setting, CompressorParameters Parameters, double DelaySamples)
{
    /// <summary>
    /// The neighbour that a result makes; null where its settings are arbitrary (not identifiable), no minimum, or at an end of a
    /// range, where the derivatives that would lead away from it vanish.
    /// </summary>
    public static Neighbour? Of(UnitSetting setting, string status, CompressorParameters parameters, double delaySamples)
        => status == FitRecords.StatusWord(FitStatus.Converged) || status == FitRecords.StatusWord(FitStatus.Unconfirmed)
            ? new(setting, parameters, delaySamples)
            : null;
}
