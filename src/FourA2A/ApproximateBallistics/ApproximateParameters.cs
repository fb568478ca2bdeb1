using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.ApproximateBallistics;

/// <summary>
/// Settings of the approximate-ballistics compressor (Colonel and Reiss, AES 153, 2022), in the units of people.
/// </summary>
/// <param name="ThresholdDb">Threshold T in dB relative to full scale; the knee starts at it.</param>
/// <param name="Ratio">Ratio R, at least 1.</param>
/// <param name="KneeDb">Knee width W in dB, at least 0.</param>
/// <param name="MakeUpDb">Make-up gain in dB.</param>
/// <param name="AttackMs">Length of the moving average in attack passages, in ms.</param>
/// <param name="ReleaseMs">Length of the moving average in release passages, in ms.</param>
/// <param name="SmoothingMs">Length of the moving average in smoothing passages, in ms.</param>
public sealed record ApproximateParameters(
    double ThresholdDb,
    double Ratio,
    double KneeDb,
    double MakeUpDb,
    double AttackMs,
    double ReleaseMs,
    double SmoothingMs) : ICompressorSettings
{
    /// <summary>Names of the settings in files, in the order of <see cref="ToArray"/>.</summary>
    public static ImmutableArray<string> Names { get; } = ["thresholdDb", "ratio", "kneeDb", "makeUpDb", "attackMs", "releaseMs", "smoothingMs"];

    /// <summary>The settings as a vector.</summary>
    public double[] ToArray() => [ThresholdDb, Ratio, KneeDb, MakeUpDb, AttackMs, ReleaseMs, SmoothingMs];

    /// <summary>
    /// The settings of a vector.
    /// </summary>
    /// <param name="values">In the order of <see cref="Names"/>.</param>
    public static ApproximateParameters FromArray(ReadOnlySpan<double> values)
        => new(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);

    /// <inheritdoc/>
    public IStreamProcessor CreateProcessor(int sampleRate, int channelCount = 1, bool linked = true)
        => new StreamingApproximateCompressor(this, sampleRate, channelCount, linked);
}
