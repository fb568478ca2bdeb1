using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// Error-to-signal ratio over a whole signal, <c>ESR = sum (P yhat - P y)^2 / sum (P y)^2</c> with the pre-emphasis P on
/// both, from zero state. A plain ratio: 0 is equality, 1 is as wrong as silence. Source: Wright &amp; Valimaki, "Perceptual
/// Loss Function for Neural Modelling of Audio Systems" (ICASSP 2020), with the filter of Yu &amp; Fazekas 2025.
/// </summary>
/// <remarks>
/// A silent target gives positive infinity, or NaN if the estimate is silent too. Memory does not grow with the length.
/// </remarks>
public static class ErrorToSignalRatio
{
    private const int BlockLength = 4096;

    private delegate void ReadBlock(long start, Span<float> destination);

    /// <summary>
    /// ESR of an estimate.
    /// </summary>
    /// <param name="estimate">The estimate yhat.</param>
    /// <param name="target">The target y, of the same rate and length.</param>
    /// <exception cref="ArgumentException">Rates or lengths differ.</exception>
    public static double Measure(ISignal estimate, ISignal target)
    {
        SignalGuard.ThrowIfNotAlike(estimate, target);
        return Measure(estimate.Read, target);
    }

    /// <summary>
    /// ESR of a dry signal rendered by <see cref="StreamingCompressor"/>, without storing the rendered signal.
    /// </summary>
    /// <param name="parameters">Settings of the compressor.</param>
    /// <param name="dry">The dry signal x.</param>
    /// <param name="target">The wet signal y, of the same rate and length, aligned with the dry one.</param>
    /// <exception cref="ArgumentException">Rates or lengths differ.</exception>
    public static double OfRendered(CompressorParameters parameters, ISignal dry, ISignal target)
    {
        SignalGuard.ThrowIfNotAlike(dry, target);
        var compressor = new StreamingCompressor(parameters, dry.SampleRate);
        return Measure(
            (start, block) =>
            {
                dry.Read(start, block);
                compressor.Process(block, block);
            },
            target);
    }

    // Blocks are asked for from the first to the last, each once.
    private static double Measure(ReadBlock readEstimate, ISignal target)
    {
        var estimateBlock = new float[BlockLength];
        var targetBlock = new float[BlockLength];
        var estimateFilter = new PreEmphasis();
        var targetFilter = new PreEmphasis();
        var error = 0.0;
        var energy = 0.0;
        var silent = true;
        for (long start = 0; start < target.SampleCount; start += BlockLength)
        {
            var length = (int)Math.Min(BlockLength, target.SampleCount - start);
            var estimates = estimateBlock.AsSpan(0, length);
            var targets = targetBlock.AsSpan(0, length);
            readEstimate(start, estimates);
            target.Read(start, targets);
            silent = silent && !targets.ContainsAnyExcept(0f);

            // Summed by block, so that rounding grows with the number of blocks and not of samples.
            var blockError = 0.0;
            var blockEnergy = 0.0;
            for (var n = 0; n < length; n++)
            {
                var p = targetFilter.Next(targets[n] + SignalGuard.AntiDenormal);
                var e = estimateFilter.Next(estimates[n] + SignalGuard.AntiDenormal) - p;
                blockError += e * e;
                blockEnergy += p * p;
            }

            error += blockError;
            energy += blockEnergy;
        }

        // Silence has no energy, but for what was added to its samples.
        return error / (silent ? 0 : energy);
    }
}
