using System.Collections.Immutable;
using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// The level of a signal against time: <c>10 log10(max(mean of x^2, 1e-16))</c> dB over windows of 5 ms, one after the other.
/// </summary>
/// <remarks>
/// Window j runs from sample <c>round(j fs / 200)</c> to before that of window j + 1, so that it lies at 5 ms times j at every rate; what is left after the
/// last whole window is in none. A full-scale sine is at -3 dB. A NaN makes its window NaN.
/// </remarks>
public sealed class LoudnessCurve
{
    /// <summary>Length of a window, and time from one to the next.</summary>
    public const double WindowSeconds = 1.0 / WindowsPerSecond;

    /// <summary>The level of silence in dB.</summary>
    internal const double FloorDb = -160;

    private const int WindowsPerSecond = 200;
    private const int BlockLength = 4096;
    private const double CountedRangeDb = 50;

    private LoudnessCurve(ImmutableArray<double> levelsDb) => LevelsDb = levelsDb;

    /// <summary>Level of each window in dB relative to full scale.</summary>
    public ImmutableArray<double> LevelsDb { get; }

    /// <summary>The level below which a window does not count: 50 dB below the loudest. Further down there are pauses, and noise.</summary>
    internal double LowestCountedDb => LevelsDb.DefaultIfEmpty().Max() - CountedRangeDb;

    /// <summary>
    /// Measures a signal, block by block.
    /// </summary>
    public static LoudnessCurve Measure(ISignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var levels = ImmutableArray.CreateBuilder<double>(WindowCount(signal));
        var block = new float[BlockLength];
        var (first, end) = (0L, Edge(1, signal.SampleRate));
        var energy = 0.0;
        for (var start = 0L; start < signal.SampleCount; start += BlockLength)
        {
            var samples = block.AsSpan(0, (int)Math.Min(BlockLength, signal.SampleCount - start));
            signal.Read(start, samples);
            for (var n = 0; n < samples.Length; n++)
            {
                energy += (double)samples[n] * samples[n];
                if (start + n + 1 == end)
                {
                    levels.Add(Decibels.FromMeanSquare(energy / (end - first)));
                    (first, end, energy) = (end, Edge(levels.Count + 1, signal.SampleRate), 0);
                }
            }
        }

        return new(levels.ToImmutable());
    }

    /// <summary>The middle of a window in seconds.</summary>
    public static double SecondsOf(int window) => (window + 0.5) * WindowSeconds;

    /// <summary>How many windows the curve of a signal has: those whose end lies within it.</summary>
    internal static int WindowCount(ISignal signal)
        => (int)(((WindowsPerSecond * signal.SampleCount) + (WindowsPerSecond - 1 - (WindowsPerSecond / 2))) / signal.SampleRate);

    private static long Edge(long window, int sampleRate) => ((window * sampleRate) + (WindowsPerSecond / 2)) / WindowsPerSecond;
}
