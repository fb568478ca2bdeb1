using System.Runtime.Intrinsics;

namespace FourA2A.Compressor;

/// <summary>
/// Last stage: the smoothed gain and the make-up applied to the dry sample, <c>z = x g 10^(gamma/20)</c>.
/// </summary>
/// <param name="makeUpDb">Make-up gamma in dB.</param>
public readonly struct MakeUp(double makeUpDb)
{
    /// <summary><c>10^(gamma/20)</c>.</summary>
    public double Amplitude { get; } = Decibels.ToAmplitude(makeUpDb);

    /// <summary>
    /// <c>z = x g 10^(gamma/20)</c>.
    /// </summary>
    /// <param name="sample">Dry sample x.</param>
    /// <param name="gain">Smoothed gain g, linear.</param>
    public double Apply(double sample, double gain) => sample * gain * Amplitude;

    /// <summary><inheritdoc cref="Apply(double, double)" path="/summary"/> of four samples, to the same bits.</summary>
    /// <param name="samples">Dry samples x.</param>
    /// <param name="gains">Smoothed gains g, linear.</param>
    internal Vector256<double> Apply(Vector256<double> samples, Vector256<double> gains) => samples * gains * Amplitude;
}
