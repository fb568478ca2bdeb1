namespace FourA2A.Compressor;

/// <summary>
/// The settings of a feed-forward compressor in the units a user reads off a unit.
/// </summary>
/// <param name="ThresholdDb">Threshold CT in dB relative to full scale (peak 1.0 = 0 dB).</param>
/// <param name="Ratio">Ratio R, at least 1; the slope of the gain computer is <c>s = 1 - 1/R</c>.</param>
/// <param name="AttackMs">10-90 % rise time of the smoother while the gain falls, in milliseconds.</param>
/// <param name="ReleaseMs">10-90 % rise time of the smoother while the gain recovers, in milliseconds.</param>
/// <param name="MakeUpDb">Make-up gain gamma in dB.</param>
public sealed record CompressorParameters(
    double ThresholdDb,
    double Ratio,
    double AttackMs,
    double ReleaseMs,
    double MakeUpDb) : ICompressorSettings
{
    /// <summary>
    /// The published start of a fit (Yu &amp; Fazekas 2025): -36 dB, 4:1, 1 ms, 200 ms, 0 dB.
    /// </summary>
    public static CompressorParameters PublishedStart { get; } = new(-36, 4, 1, 200, 0);

    /// <inheritdoc/>
    public IStreamProcessor CreateProcessor(int sampleRate, int channelCount = 1, bool linked = true)
        => new StreamingCompressor(this, sampleRate, channelCount, linked);
}
