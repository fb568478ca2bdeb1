using FourA2A.Audio;
using FourA2A.Compressor;

namespace FourA2A.Experiment.Sweeps;

/// <summary>
/// A finished setting that another fit can start from.
/// </summary>
internal sealed record Neighbour(UnitSetting Setting, CompressorParameters Parameters, double DelaySamples, int Polarity)
{
    /// <summary>
    /// The neighbour that a result makes; null where its settings are arbitrary (not identifiable), no minimum, or at an end of a
    /// range, where the derivatives that would lead away from it vanish.
    /// </summary>
    public static Neighbour? Of(UnitSetting setting, string status, CompressorParameters parameters, double delaySamples, int polarity)
        => status == FitRecords.StatusWord(FitStatus.Converged) || status == FitRecords.StatusWord(FitStatus.Unconfirmed)
            ? new(setting, parameters, delaySamples, polarity)
            : null;

    /// <summary>
    /// Where a fit starts from its neighbours: the nearest finished setting above it, moved on by the step from the one above that
    /// (the secant predictor of numerical continuation), decibels in proportion, <c>R - 1</c> and times by their ratio.
    /// </summary>
    /// <param name="peakReduction">The setting to fit.</param>
    /// <param name="above">Neighbours above it, the nearest first.</param>
    /// <returns>The start; null without a neighbour.</returns>
    public static CompressorParameters? Predict(double peakReduction, IReadOnlyList<Neighbour> above)
    {
        if (above is not [var near, var far, ..])
        {
            return above is [var only] ? only.Parameters : null;
        }

        // Further than the two lie apart, nothing is known of where the curve goes.
        var share = Math.Min(1, (near.Setting.PeakReduction - peakReduction) / (far.Setting.PeakReduction - near.Setting.PeakReduction));
        var (p, q) = (near.Parameters, far.Parameters);
        return new(
            p.ThresholdDb + (share * (p.ThresholdDb - q.ThresholdDb)),
            1 + Onwards(p.Ratio - 1, q.Ratio - 1),
            Onwards(p.AttackMs, q.AttackMs),
            Onwards(p.ReleaseMs, q.ReleaseMs),
            p.MakeUpDb + (share * (p.MakeUpDb - q.MakeUpDb)));

        double Onwards(double from, double before) => from * Math.Pow(from / before, share);
    }
}
