using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Reporting;

/// <summary>
/// The passage of a signal in which its level varies most. The scan looks at 23 of every 250 ms, enough to see a note or a drum.
/// </summary>
internal static class BusiestPassage
{
    private const double StepSeconds = 0.25;
    private const int ScanLength = 1024;
    private const double FloorDb = -60;

    /// <summary>
    /// The first sample of the passage, of those that start on the grid of 250 ms, with the largest variation.
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <param name="length">Samples of the passage; a longer one than the signal begins with it.</param>
    /// <param name="variation">How much a change from one level to another counts, both in dB and not below -60.</param>
    public static long Find(ISignal signal, long length, Func<double, double, double> variation)
    {
        var step = Math.Max(1, (long)(StepSeconds * signal.SampleRate));
        var variations = Variations(signal, step, variation);
        var span = (int)(length / step);
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

    // From each point of the grid to the next.
    private static double[] Variations(ISignal signal, long step, Func<double, double, double> variation)
    {
        var count = (int)(signal.SampleCount / step) + 1;
        var levels = new double[count];
        var block = new float[Math.Min(ScanLength, step)];
        for (var n = 0; n < count; n++)
        {
            signal.Read(n * step, block);
            levels[n] = Math.Max(FloorDb, Level.Db(block.Max(MathF.Abs)));
        }

        return [.. levels.Zip(levels.Skip(1), variation)];
    }
}
