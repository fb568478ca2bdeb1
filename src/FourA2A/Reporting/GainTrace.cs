using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Files;

namespace FourA2A.Reporting;

/// <summary>
/// Gain against time: what the wet recording lets see of the unit's, and the model's.
/// </summary>
public static class GainTrace
{
    /// <summary>
    /// Measures both over a passage of the recording.
    /// </summary>
    /// <param name="dry">The dry signal.</param>
    /// <param name="alignedWet">The wet signal, moved back by its delay, of the same length.</param>
    /// <param name="parameters">Settings of the model.</param>
    /// <returns>Columns <c>time_s,target_gain_db,model_gain_db</c>.</returns>
    public static CsvTable Measure(ISignal dry, ISignal alignedWet, CompressorParameters parameters)
        => throw new NotSupportedException($"{dry.SampleCount} {alignedWet.SampleCount} {parameters}");
}
