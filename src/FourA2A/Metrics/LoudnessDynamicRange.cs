using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// Loudness dynamic range in dB: how far the level over 50 ms strays from the level over 3 s. After pre-emphasis,
/// <c>e = max(x^2, 1e-16)</c>; two one-pole averages of e from zero state with <c>a = 1 - exp(-1/(fs tau))</c>;
/// <c>l = 10 log10(short/long)</c>; <c>LDR = sqrt(mean l^2)</c>. Source: Nercessian et al. 2022, as computed in the
/// evaluation of Yu &amp; Fazekas 2025.
/// </summary>
/// <remarks>
/// Silence has a value too: only the averages' rise from zero counts then. An empty signal gives NaN. Memory does not
/// grow with the length.
/// </remarks>
public static class LoudnessDynamicRange
{
    /// <summary>Smallest energy of a sample.</summary>
    internal const double SmallestEnergy = 1e-16;

    private const double ShortSeconds = 0.05;
    private const double LongSeconds = 3;
    private const int BlockLength = 4096;

    /// <summary>
    /// LDR of a signal in dB.
    /// </summary>
    public static double MeasureDb(ISignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var shortCoefficient = ShortCoefficient(signal.SampleRate);
        var longCoefficient = LongCoefficient(signal.SampleRate);
        var samples = new float[BlockLength];
        var ratios = new double[BlockLength];
        var filter = new PreEmphasis();
        var shortAverage = 0.0;
        var longAverage = 0.0;
        var sum = 0.0;
        for (long start = 0; start < signal.SampleCount; start += BlockLength)
        {
            var length = (int)Math.Min(BlockLength, signal.SampleCount - start);
            signal.Read(start, samples.AsSpan(0, length));
            for (var n = 0; n < length; n++)
            {
                var p = filter.Next(samples[n] + SignalGuard.AntiDenormal);
                var energy = double.Max(p * p, SmallestEnergy);
                shortAverage += shortCoefficient * (energy - shortAverage);
                longAverage += longCoefficient * (energy - longAverage);
                ratios[n] = shortAverage / longAverage;
            }

            // ln 1 = 0: the padding of the last block adds nothing.
            ratios.AsSpan(length).Fill(1);
            sum += SumOfSquaredLogarithms(ratios);
        }

        const double decibelsPerNeper = 0.5 / ModelConstants.NepersPerDecibel;
        return decibelsPerNeper * double.Sqrt(sum / signal.SampleCount);
    }

    /// <summary>
    /// <c>dLDR = LDR(yhat) - LDR(y)</c> in dB: above 0 the estimate is less compressed than the target.
    /// </summary>
    /// <param name="estimate">The estimate yhat.</param>
    /// <param name="target">The target y.</param>
    public static double DifferenceDb(ISignal estimate, ISignal target) => MeasureDb(estimate) - MeasureDb(target);

    /// <summary>Coefficient a of the average over 50 ms.</summary>
    internal static double ShortCoefficient(int sampleRate) => -double.ExpM1(-1 / (sampleRate * ShortSeconds));

    /// <summary>Coefficient a of the average over 3 s.</summary>
    internal static double LongCoefficient(int sampleRate) => -double.ExpM1(-1 / (sampleRate * LongSeconds));

    private static double SumOfSquaredLogarithms(ReadOnlySpan<double> ratios)
    {
        var sum = Vector512<double>.Zero;
        foreach (var ratio in MemoryMarshal.Cast<double, Vector512<double>>(ratios))
        {
            var logarithm = Vector512.Log(ratio);
            sum += logarithm * logarithm;
        }

        return Vector512.Sum(sum);
    }
}
