using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// Integrated loudness in LUFS after ITU-R BS.1770-4: K-weighting, mean squares of blocks of 400 ms with 75 % overlap,
/// <c>l = -0.691 + 10 log10(sum over channels of the mean square)</c>, gates at -70 LUFS and 10 LU below the loudness of
/// what passes the first. Anchor: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS.
/// </summary>
/// <remarks>
/// Negative infinity where no block passes the gate: silence, and signals shorter than one block. At rates other than the
/// standard's 48 kHz the filters keep its response, exactly at 997 Hz and within 0.05 dB from 22.05 kHz up; where 100 ms is not a whole
/// number of samples, block edges are rounded to the nearest sample. Memory grows by 8 bytes for every 100 ms.
/// </remarks>
public static class IntegratedLoudness
{
    /// <summary>Samples per second below which loudness is not defined here: the K-weighting would not be its own any more.</summary>
    public const int LowestSampleRate = KWeighting.LowestSampleRate;

    // Left, right and centre have weight 1; what a fourth channel is, a list of signals does not say.
    private const int MostChannels = 3;

    private const int SegmentsPerBlock = 4;
    private const int BlockLength = 4096;
    private const double AbsoluteGateLufs = -70;
    private const double RelativeGateLu = -10;

    // Cancels the K-weighting's gain at 997 Hz (BS.1770-4, annex 1).
    private const double OffsetDb = -0.691;

    /// <summary>
    /// Integrated loudness of a programme in LUFS.
    /// </summary>
    /// <param name="channels">One to three channels (left, right, centre) of the same rate and length.</param>
    /// <exception cref="ArgumentException">No channel, more than three, or rates or lengths differ.</exception>
    /// <exception cref="InputException">The sample rate is below 8 kHz.</exception>
    public static double MeasureLufs(params ReadOnlySpan<ISignal> channels)
    {
        if (channels.Length is 0 or > MostChannels)
        {
            throw new ArgumentException($"Expected 1 to {MostChannels} channels, found {channels.Length}.", nameof(channels));
        }

        var first = channels[0];
        RequireRate(first.SampleRate);
        double[] segments = [];
        foreach (var channel in channels)
        {
            SignalGuard.ThrowIfNotAlike(channel, first);
            var energies = Energies(channel, null);
            segments = segments.Length == 0 ? [.. energies] : [.. segments.Zip(energies, (sum, energy) => sum + energy)];
        }

        return Gated(MeanSquares(segments, first.SampleRate));
    }

    /// <summary>
    /// Integrated loudness in LUFS of a dry signal rendered by <see cref="StreamingCompressor"/>, without storing the rendered signal.
    /// </summary>
    /// <param name="parameters">Settings of the compressor.</param>
    /// <param name="dry">The dry signal x.</param>
    /// <exception cref="InputException">The sample rate is below 8 kHz.</exception>
    public static double OfRenderedLufs(CompressorParameters parameters, ISignal dry)
    {
        ArgumentNullException.ThrowIfNull(dry);
        RequireRate(dry.SampleRate);
        return Gated(MeanSquares([.. Energies(dry, new StreamingCompressor(parameters, dry.SampleRate))], dry.SampleRate));
    }

    private static void RequireRate(int sampleRate)
    {
        if (sampleRate < KWeighting.LowestSampleRate)
        {
            throw new InputException(
                $"Loudness: found a sample rate of {sampleRate} Hz, expected at least {KWeighting.LowestSampleRate} Hz; convert the file to a higher rate.");
        }
    }

    private static IReadOnlyList<double> Energies(ISignal signal, StreamingCompressor? compressor)
    {
        var samples = new float[BlockLength];
        var energies = new SegmentEnergies(signal.SampleRate);
        for (long start = 0; start < signal.SampleCount; start += BlockLength)
        {
            var block = samples.AsSpan(0, (int)Math.Min(BlockLength, signal.SampleCount - start));
            signal.Read(start, block);
            compressor?.Process(block, block);
            energies.Add(block);
        }

        return energies.Values;
    }

    private static double[] MeanSquares(ReadOnlySpan<double> segments, int sampleRate)
    {
        var blocks = new double[Math.Max(0, segments.Length - SegmentsPerBlock + 1)];
        for (var block = 0; block < blocks.Length; block++)
        {
            var energy = 0.0;
            foreach (var segment in segments.Slice(block, SegmentsPerBlock))
            {
                energy += segment;
            }

            blocks[block] = energy / (SegmentEnergies.Edge(block + SegmentsPerBlock, sampleRate) - SegmentEnergies.Edge(block, sampleRate));
        }

        return blocks;
    }

    private static double Gated(ReadOnlySpan<double> blocks)
    {
        var ungated = MeanLoudness(blocks, AbsoluteGateLufs);
        return MeanLoudness(blocks, double.Max(AbsoluteGateLufs, ungated + RelativeGateLu));
    }

    // Loudness of the mean over the blocks louder than a gate.
    private static double MeanLoudness(ReadOnlySpan<double> blocks, double gateLufs)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var block in blocks)
        {
            if (Lufs(block) > gateLufs)
            {
                sum += block;
                count++;
            }
        }

        return count == 0 ? double.NegativeInfinity : Lufs(sum / count);
    }

    private static double Lufs(double meanSquare) => OffsetDb + (10 * double.Log10(meanSquare));
}
