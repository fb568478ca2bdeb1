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

    /// <summary>
    /// Whether a setting lies where its two neighbours lead: from the prediction no further than half of what these lie apart. So
    /// it is on their branch, and what confirmed them confirms it; where the curve turns or jumps, it is not.
    /// </summary>
    /// <param name="peakReduction">The setting.</param>
    /// <param name="above">Neighbours above it, the nearest first.</param>
    /// <param name="found">What was found there.</param>
    public static bool Continues(double peakReduction, IReadOnlyList<Neighbour> above, CompressorParameters found)
        => above is [var near, var far, ..]
            && Distance(Predict(peakReduction, above)!, found) <= 0.5 * Distance(near.Parameters, far.Parameters);

    // A decibel counts as much as a tenth of R - 1 or of a time.
    private static double Distance(CompressorParameters first, CompressorParameters second)
    {
        return Math.Sqrt(
            Square(first.ThresholdDb - second.ThresholdDb)
            + Square(first.MakeUpDb - second.MakeUpDb)
            + Square(10 * Math.Log((first.Ratio - 1) / (second.Ratio - 1)))
            + Square(10 * Math.Log(first.AttackMs / second.AttackMs))
            + Square(10 * Math.Log(first.ReleaseMs / second.ReleaseMs)));

        static double Square(double x) => x * x;
    }
}
