using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FourA2A.Audio;

/// <summary>
/// What one pass over a file tells about it.
/// </summary>
public sealed record SignalStatistics
{
    /// <summary>
    /// Smallest magnitude that a converter at its limit gives: the largest positive value of 16-bit PCM.
    /// </summary>
    public const float FullScale = 32767f / 32768;

    /// <summary>Largest accepted magnitude (+120 dB): above it a file is not audio, and float products could overflow.</summary>
    public const float LargestMagnitude = 1e6f;

    /// <summary>
    /// Equal consecutive samples at full scale that make a clip: two occur at the crest of a clean low tone, three do not.
    /// </summary>
    public const int ShortestClip = 3;

    // A window in which the signal is below -140 dB is digital silence, which says nothing about noise.
    private const double SilentPower = 1e-14;

    // Long enough to average the noise to 0.2 dB, short enough to fit between two notes.
    private const double NoiseWindowSeconds = 0.05;

    // A hundredth of the windows: one window alone would be the luckiest, not the quietest.
    private const int NoiseFraction = 100;

    // Samples read at a time.
    private const int BlockLength = 8192;

    /// <summary>Samples per second.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Number of samples.</summary>
    public required long SampleCount { get; init; }

    /// <summary>Largest magnitude.</summary>
    public required double Peak { get; init; }

    /// <summary>Root of the mean square.</summary>
    public required double Rms { get; init; }

    /// <summary>Mean of the samples.</summary>
    public required double Dc { get; init; }

    /// <summary>Number of clips: runs of at least <see cref="ShortestClip"/> equal samples at or above <see cref="FullScale"/>.</summary>
    public required int ClipCount { get; init; }

    /// <summary>Samples in those clips.</summary>
    public required long ClippedSamples { get; init; }

    /// <summary>
    /// Noise floor in dB of full scale: mean power, without DC, of the quietest hundredth of the 50 ms windows that are
    /// not digital silence. An upper bound: a recording that never pauses shows its quietest passage.
    /// Negative infinity if the file is shorter than one window or silent.
    /// </summary>
    public required double NoiseFloorDb { get; init; }

    /// <summary>Peak in dB of full scale; negative infinity for silence.</summary>
    public double PeakDb => 20 * Math.Log10(Peak);

    /// <summary>RMS in dB of full scale; negative infinity for silence.</summary>
    public double RmsDb => 20 * Math.Log10(Rms);

    /// <summary>Whether the file holds no signal: nothing but its mean above -140 dB.</summary>
    public bool IsSilent => (Rms * Rms) - (Dc * Dc) <= SilentPower;

    /// <summary>
    /// Reads a signal once, in blocks.
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <param name="name">What to call it in an error, usually the file's name.</param>
    /// <exception cref="InputException">A sample is NaN, infinite or beyond <see cref="LargestMagnitude"/>.</exception>
    public static SignalStatistics Measure(ISignal signal, string name)
    {
        var block = new float[BlockLength];
        var windowLength = Math.Max(1, (int)Math.Round(NoiseWindowSeconds * signal.SampleRate));
        var windowPowers = new List<double>();
        var (sum, squares, peak) = (0.0, 0.0, 0f);
        var (windowSum, windowSquares, windowFill) = (0.0, 0.0, 0);
        var (clipCount, clippedSamples, run, previous) = (0, 0L, 0, float.NaN);

        for (var start = 0L; start < signal.SampleCount; start += BlockLength)
        {
            var count = (int)Math.Min(BlockLength, signal.SampleCount - start);
            signal.Read(start, block.AsSpan(0, count));
            for (var n = 0; n < count;)
            {
                var part = block.AsSpan(n, Math.Min(count - n, windowLength - windowFill));
                var sums = Sums(part);
                if (!(sums.Peak <= LargestMagnitude && double.IsFinite(sums.Squares)))
                {
                    ThrowNoAudio(name, part, start + n);
                }

                CountClips(part, sums.Peak);
                peak = MathF.Max(peak, sums.Peak);
                windowSum += sums.Sum;
                windowSquares += sums.Squares;
                windowFill += part.Length;
                n += part.Length;
                if (windowFill == windowLength)
                {
                    EndWindow();
                }
            }
        }

        sum += windowSum;
        squares += windowSquares;
        var samples = Math.Max(1, signal.SampleCount);
        return new SignalStatistics
        {
            SampleRate = signal.SampleRate,
            SampleCount = signal.SampleCount,
            Peak = peak,
            Rms = Math.Sqrt(squares / samples),
            Dc = sum / samples,
            ClipCount = clipCount,
            ClippedSamples = clippedSamples,
            NoiseFloorDb = NoiseFloor(windowPowers),
        };

        void CountClips(ReadOnlySpan<float> part, float partPeak)
        {
            if (partPeak < FullScale)
            {
                (run, previous) = (0, float.NaN);
                return;
            }

            foreach (var x in part)
            {
                run = MathF.Abs(x) < FullScale ? 0 : x == previous ? run + 1 : 1;
                previous = x;
                if (run >= ShortestClip)
                {
                    clipCount += run == ShortestClip ? 1 : 0;
                    clippedSamples += run == ShortestClip ? ShortestClip : 1;
                }
            }
        }

        void EndWindow()
        {
            var mean = windowSum / windowLength;
            var power = (windowSquares / windowLength) - (mean * mean);
            if (power > SilentPower)
            {
                windowPowers.Add(power);
            }

            sum += windowSum;
            squares += windowSquares;
            (windowSum, windowSquares, windowFill) = (0, 0, 0);
        }
    }

    // The peak may overlook NaN; the squares do not.
    private static (double Sum, double Squares, float Peak) Sums(ReadOnlySpan<float> samples)
    {
        var (sum, squares, peak) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<float>.Zero);
        var vectors = MemoryMarshal.Cast<float, Vector512<float>>(samples);
        foreach (var x in vectors)
        {
            var (lower, upper) = Vector512.Widen(x);
            sum += lower + upper;
            squares += (lower * lower) + (upper * upper);
            peak = Vector512.MaxNative(peak, Vector512.Abs(x));
        }

        var (totalSum, totalSquares, totalPeak) = (Vector512.Sum(sum), Vector512.Sum(squares), 0f);
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            totalPeak = MathF.Max(totalPeak, peak[lane]);
        }

        foreach (var x in samples[(vectors.Length * Vector512<float>.Count)..])
        {
            totalSum += x;
            totalSquares += (double)x * x;
            totalPeak = MathF.Max(totalPeak, MathF.Abs(x));
        }

        return (totalSum, totalSquares, totalPeak);
    }

    private static void ThrowNoAudio(string name, ReadOnlySpan<float> samples, long start)
    {
        var n = 0;

        // Written so that NaN counts too.
        while (MathF.Abs(samples[n]) <= LargestMagnitude)
        {
            n++;
        }

        throw FileError.Create(
            name,
            $"{samples[n]:R} at sample {start + n}",
            $"finite numbers of at most {LargestMagnitude:R}",
            "export the file again");
    }

    private static double NoiseFloor(List<double> windowPowers)
    {
        if (windowPowers.Count == 0)
        {
            return double.NegativeInfinity;
        }

        windowPowers.Sort();
        var quietest = (windowPowers.Count + NoiseFraction - 1) / NoiseFraction;
        return 10 * Math.Log10(windowPowers.Take(quietest).Average());
    }
}
