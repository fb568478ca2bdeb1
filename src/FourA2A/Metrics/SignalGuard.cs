using FourA2A.Audio;

namespace FourA2A.Metrics;

/// <summary>
/// What all metrics ask of their signals.
/// </summary>
internal static class SignalGuard
{
    /// <summary>
    /// Added to the input of a recursive filter (-400 dB): in digital silence its state would otherwise decay into
    /// denormals, which many processors compute a hundred times slower.
    /// </summary>
    public const double AntiDenormal = 1e-20;

    /// <summary>
    /// Two signals are compared sample by sample: they must have one rate and one length.
    /// </summary>
    public static void ThrowIfNotAlike(ISignal estimate, ISignal target)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(target);
        if (estimate.SampleRate != target.SampleRate || estimate.SampleCount != target.SampleCount)
        {
            throw new ArgumentException(
                $"Expected {target.SampleCount} samples at {target.SampleRate} Hz, found {estimate.SampleCount} at {estimate.SampleRate} Hz.",
                nameof(estimate));
        }
    }
}
