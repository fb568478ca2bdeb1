using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// How far an estimate is from its target.
/// </summary>
/// <param name="Esr">Error-to-signal ratio with the target moved back by its delay.</param>
/// <param name="EsrUnaligned">The same with the target as recorded: what a delay that nobody takes out costs.</param>
/// <param name="LoudnessDynamicRangeDifferenceDb">LDR of the estimate less that of the target, in dB; above 0 the estimate is less compressed.</param>
/// <remarks>
/// Each signal is read once and nothing is stored; the figures are what <see cref="ErrorToSignalRatio"/> and
/// <see cref="LoudnessDynamicRange"/> say one by one.
/// </remarks>
public sealed record Scores(double Esr, double EsrUnaligned, double LoudnessDynamicRangeDifferenceDb)
{
    /// <summary>
    /// Scores of a dry signal rendered with settings.
    /// </summary>
    /// <param name="settings">Settings of a compressor of any model.</param>
    /// <param name="dry">The dry signal x.</param>
    /// <param name="target">The wet signal y, of the same rate and length, moved back by its delay.</param>
    /// <param name="recorded">The wet signal as recorded, of the same rate and length.</param>
    /// <exception cref="ArgumentException">Rates or lengths differ.</exception>
    public static Scores OfRendered(ICompressorSettings settings, ISignal dry, ISignal target, ISignal recorded)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(dry);
        return Measure(dry, settings.CreateProcessor(dry.SampleRate), target, recorded);
    }

    /// <summary>
    /// Scores of an estimate.
    /// </summary>
    /// <param name="estimate">The estimate yhat.</param>
    /// <param name="target">The wet signal y, of the same rate and length, moved back by its delay.</param>
    /// <param name="recorded">The wet signal as recorded, of the same rate and length.</param>
    /// <inheritdoc cref="OfRendered" path="/exception"/>
    public static Scores Measure(ISignal estimate, ISignal target, ISignal recorded) => Measure(estimate, null, target, recorded);

    private static Scores Measure(ISignal signal, IStreamProcessor? compressor, ISignal target, ISignal recorded)
    {
        SignalGuard.ThrowIfNotAlike(signal, target);
        SignalGuard.ThrowIfNotAlike(signal, recorded);
        var sums = new ScoreSums(signal.SampleRate);
        var estimates = new float[ScoreSums.BlockLength];
        var targets = new float[ScoreSums.BlockLength];
        var recordings = new float[ScoreSums.BlockLength];
        for (long start = 0; start < signal.SampleCount; start += ScoreSums.BlockLength)
        {
            var length = (int)Math.Min(ScoreSums.BlockLength, signal.SampleCount - start);
            signal.Read(start, estimates.AsSpan(0, length));
            compressor?.Process(estimates.AsSpan(0, length), estimates);
            target.Read(start, targets.AsSpan(0, length));
            recorded.Read(start, recordings.AsSpan(0, length));
            sums.Add(estimates.AsSpan(0, length), targets.AsSpan(0, length), recordings.AsSpan(0, length));
        }

        return sums.ToScores();
    }
}
