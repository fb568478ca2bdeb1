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
            for (var n = 0; n < count; n++)
            {
                var x = block[n];
                var magnitude = MathF.Abs(x);

                // Written so that NaN fails too.
                if (!(magnitude <= LargestMagnitude))
                {
                    throw FileError.Create(
                        name,
                        $"{x:R} at sample {start + n}",
                        $"finite numbers of at most {LargestMagnitude:R}",
                        "export the file again");
                }

                peak = MathF.Max(peak, magnitude);
                windowSum += x;
                windowSquares += (double)x * x;
                if (++windowFill == windowLength)
                {
                    EndWindow();
                }

                run = magnitude < FullScale ? 0 : x == previous ? run + 1 : 1;
                previous = x;
                if (run >= ShortestClip)
                {
                    clipCount += run == ShortestClip ? 1 : 0;
                    clippedSamples += run == ShortestClip ? ShortestClip : 1;
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
