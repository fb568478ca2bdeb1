using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.ApproximateBallistics.Spectra;

/// <summary>
/// Multi-scale spectrogram loss of an estimate yhat towards a target y,
/// <c>sum over scales of mean | |Y| - |Yhat| | + mean | ln max(|Y|, 1e-5) - ln max(|Yhat|, 1e-5) |</c>, means over frames and bins, with its derivative.
/// </summary>
public sealed class SpectrogramLoss
{
    private readonly ReferenceSpectrogramLoss reference;
    private readonly double[] spare;

    /// <summary>
    /// The loss towards a target.
    /// </summary>
    /// <param name="target">The target y; not kept.</param>
    /// <param name="sampleRate">Samples per second.</param>
    public SpectrogramLoss(ReadOnlySpan<float> target, int sampleRate)
    {
        reference = new ReferenceSpectrogramLoss(target, sampleRate);
        spare = new double[target.Length];
    }

    /// <summary>
    /// The loss of an estimate.
    /// </summary>
    /// <param name="estimate">The estimate yhat, as long as the target.</param>
    public double Evaluate(ReadOnlySpan<double> estimate) => reference.Evaluate(estimate, spare);

    /// <summary>
    /// The loss of an estimate and its derivative.
    /// </summary>
    /// <param name="estimate">The estimate yhat, as long as the target.</param>
    /// <param name="adjoint">Receives dLoss/dyhat.</param>
    public double Evaluate(ReadOnlySpan<double> estimate, Span<double> adjoint) => reference.Evaluate(estimate, adjoint);

    /// <summary>
    /// The loss of a whole file towards another.
    /// </summary>
    /// <param name="estimate">The estimate yhat.</param>
    /// <param name="target">The target y, of the same rate and length.</param>
    public static double Between(ISignal estimate, ISignal target)
    {
        SignalGuard.ThrowIfNotAlike(estimate, target);
        var estimates = new float[estimate.SampleCount];
        var targets = new float[target.SampleCount];
        estimate.Read(0, estimates);
        target.Read(0, targets);
        return new SpectrogramLoss(targets, target.SampleRate).Evaluate(Array.ConvertAll(estimates, sample => (double)sample));
    }
}
