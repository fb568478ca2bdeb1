using FourA2A.Compressor;

namespace FourA2A.Simulation;

/// <summary>
/// Settings of the reference compressor of the common digital kind, <see cref="RmsCompressor"/>.
/// </summary>
/// <param name="ThresholdDb">Threshold T in dB RMS relative to full scale: a full-scale sine is at -3 dB.</param>
/// <param name="Ratio">Ratio R, at least 1.</param>
/// <param name="KneeDb">Knee width W in dB, at least 0, half of it on either side of the threshold.</param>
/// <param name="AttackMs">Time in ms in which 1 - 1/e, 63 %, of a rise in gain reduction is done.</param>
/// <param name="ReleaseMs">Time in ms in which 1 - 1/e of a fall in gain reduction is done.</param>
/// <param name="MakeUpDb">Make-up gain M in dB.</param>
public sealed record RmsCompressorSettings(
    double ThresholdDb,
    double Ratio,
    double KneeDb,
    double AttackMs,
    double ReleaseMs,
    double MakeUpDb) : ICompressorSettings
{
    /// <summary>
    /// The settings with which Colonel and Reiss ("Approximating Ballistics in a Differentiable Dynamic Range Compressor", AES 153, 2022)
    /// made the target of their test signal.
    /// </summary>
    public static RmsCompressorSettings PublishedTestSignal { get; } = new(-10, 10, 0, 40, 200, -3);

    /// <summary>Those with which they made the target of their speech example.</summary>
    public static RmsCompressorSettings PublishedSpeech { get; } = new(-15, 5, 1, 3, 300, 3.9);

    /// <inheritdoc/>
    public IStreamProcessor CreateProcessor(int sampleRate, int channelCount = 1, bool linked = true)
        => new RmsCompressor(this, sampleRate, channelCount, linked);
}
