using System.Runtime.Intrinsics;

namespace FourA2A.Audio;

/// <summary>
/// The passages of a file worth looking at: a long file is cut into equal stretches and each gives its most energetic
/// window, so that they are spread over the file; a short file is covered without gaps.
/// </summary>
internal static class EnergeticWindows
{
    // Windows of a long file: 20 s of audio or more, enough to average the compressor's gain.
    public const int LargestCount = 16;

    private const int BlockLength = 8192;

    /// <summary>
    /// Starts of non-overlapping windows in rising order; windows without energy are left out.
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <param name="windowLength">Samples of a window; the last one may reach past the end.</param>
    public static List<long> Find(ISignal signal, int windowLength)
    {
        var count = (signal.SampleCount + windowLength - 1) / windowLength;
        var stretches = (int)Math.Min(count, LargestCount);
        var starts = new long?[stretches];
        ParallelReads.For(stretches, stretch =>
        {
            var highest = 0.0;
            for (var window = stretch * count / stretches; window < (stretch + 1) * count / stretches; window++)
            {
                var energy = Energy(signal, window * windowLength, windowLength);
                if (energy > highest)
                {
                    (starts[stretch], highest) = (window * windowLength, energy);
                }
            }
        });
        return [.. starts.OfType<long>()];
    }

    // Of the first difference: a DC offset or rumble is no help in finding a lag.
    private static double Energy(ISignal signal, long start, int length)
    {
        Span<float> block = stackalloc float[BlockLength];
        var energy = 0.0;
        for (var done = 0; done < length; done += BlockLength)
        {
            var part = block[..Math.Min(BlockLength, length - done)];
            signal.Read(start + done, part);
            energy += SquaredDifferences(part);
        }

        return energy;
    }

    private static double SquaredDifferences(ReadOnlySpan<float> samples)
    {
        var sums = Vector512<float>.Zero;
        var n = 1;
        for (; n + Vector512<float>.Count <= samples.Length; n += Vector512<float>.Count)
        {
            var difference = Vector512.Create(samples[n..]) - Vector512.Create(samples[(n - 1)..]);
            sums += difference * difference;
        }

        var squares = Vector512.Sum(sums);
        for (; n < samples.Length; n++)
        {
            var difference = samples[n] - samples[n - 1];
            squares += difference * difference;
        }

        return squares;
    }
}
