using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// How far an estimate is from its target.
/// </summary>
/// <param name="Esr">Error-to-signal ratio with the target moved back by its delay.</param>
/// <param name="EsrUnaligned">The same with the target as recorded: what a delay that nobody takes out costs.</param>
/// <param name="LoudnessDynamicRangeDifferenceDb">LDR of the estimate less that of the target, in dB; above 0 the estimate is less compressed.</param>
public sealed record Scores(double Esr, double EsrUnaligned, double LoudnessDynamicRangeDifferenceDb)
{
    /// <summary>
    /// Scores of a dry signal rendered by <see cref="StreamingCompressor"/>, without storing the rendered signal.
    /// </summary>
    /// <param name="parameters">Settings of the compressor.</param>
    /// <param name="dry">The dry signal x.</param>
    /// <param name="target">The wet signal y, of the same rate and length, moved back by its delay.</param>
    /// <param name="recorded">The wet signal as recorded, of the same rate and length.</param>
    /// <exception cref="ArgumentException">Rates or lengths differ.</exception>
    public static Scores OfRendered(CompressorParameters parameters, ISignal dry, ISignal target, ISignal recorded)
        => new(
            ErrorToSignalRatio.OfRendered(parameters, dry, target),
            ErrorToSignalRatio.OfRendered(parameters, dry, recorded),
            double.NaN);

    /// <summary>
    /// Scores of an estimate.
    /// </summary>
    /// <param name="estimate">The estimate yhat.</param>
    /// <param name="target">The wet signal y, of the same rate and length, moved back by its delay.</param>
    /// <param name="recorded">The wet signal as recorded, of the same rate and length.</param>
    /// <exception cref="ArgumentException">Rates or lengths differ.</exception>
    public static Scores Measure(ISignal estimate, ISignal target, ISignal recorded)
        => new(
            ErrorToSignalRatio.Measure(estimate, target),
            ErrorToSignalRatio.Measure(estimate, recorded),
            LoudnessDynamicRange.DifferenceDb(estimate, target));
}
