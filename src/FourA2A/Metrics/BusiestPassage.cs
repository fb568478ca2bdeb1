using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// The passage of a signal in which its level varies most. The scan looks at 23 of every 250 ms, enough to see a note or a drum.
/// </summary>
internal static class BusiestPassage
{
    private const double StepSeconds = 0.25;
    private const int ScanLength = 1024;
    private const double FloorDb = -60;

    // Further below the loudest moment a signal fades out, and no compressor has much to do.
    private const double LoudRangeDb = 30;

    /// <summary>
    /// The first sample of the passage in which the level changes most, up and down together, as far as it is within 30 dB of the loudest.
    /// </summary>
    /// <inheritdoc cref="Find(ISignal, long, Func{double, double, double})" path="/param"/>
    public static long Find(ISignal signal, long length)
    {
        var levels = Levels(signal);
        var quiet = levels.Max() - LoudRangeDb;
        return Find(signal, length, levels, (from, to) => Math.Abs(Math.Max(to, quiet) - Math.Max(from, quiet)));
    }

    /// <summary>
    /// The first sample of the passage, of those that start on the grid of 250 ms, with the largest variation.
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <param name="length">Samples of the passage; a longer one than the signal begins with it.</param>
    /// <param name="variation">How much a change from one level to another counts, both in dB and not below -60.</param>
    public static long Find(ISignal signal, long length, Func<double, double, double> variation)
        => Find(signal, length, Levels(signal), variation);

    private static long Find(ISignal signal, long length, double[] levels, Func<double, double, double> variation)
    {
        // From each point of the grid to the next.
        var variations = levels.Zip(levels.Skip(1), variation).ToArray();
        var step = Step(signal);

        // A passage shorter than a step is judged by the change from its point of the grid to the next.
        var span = Math.Max(1, (int)(length / step));
        var (best, highest) = (0, double.NegativeInfinity);
        for (var first = 0; (first * step) + length <= signal.SampleCount; first++)
        {
            var sum = variations[first..Math.Min(first + span, variations.Length)].Sum();
            if (sum > highest)
            {
                (best, highest) = (first, sum);
            }
        }

        return best * step;
    }

    private static long Step(ISignal signal) => Math.Max(1, (long)(StepSeconds * signal.SampleRate));

    private static double[] Levels(ISignal signal)
    {
        var step = Step(signal);

        // None at the end itself, where the zeros that follow would be a change.
        var levels = new double[Math.Max(1, (int)((signal.SampleCount + step - 1) / step))];
        var block = new float[Math.Min(ScanLength, step)];
        for (var n = 0; n < levels.Length; n++)
        {
            signal.Read(n * step, block);
            levels[n] = Math.Max(FloorDb, Level.Db(block.Max(MathF.Abs)));
        }

        return levels;
    }
}
