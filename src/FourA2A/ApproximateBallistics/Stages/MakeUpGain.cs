using FourA2A.Compressor;

namespace FourA2A.ApproximateBallistics.Stages;

/// <summary>
/// Attenuation and make-up to a linear gain, <c>g = 10^((G + gamma)/20)</c>.
/// </summary>
/// <param name="MakeUpDb">Make-up gamma in dB.</param>
public readonly record struct MakeUpGain(double MakeUpDb)
{
    /// <summary>
    /// The gain of an attenuation.
    /// </summary>
    /// <param name="attenuationDb">Attenuation G in dB, 0 or less.</param>
    public double Gain(double attenuationDb) => Decibels.ToAmplitude(attenuationDb + MakeUpDb);

    /// <summary>
    /// The gain of each attenuation.
    /// </summary>
    /// <param name="attenuation">Attenuation in dB.</param>
    /// <param name="gains">Receives as many linear gains.</param>
    public void Forward(ReadOnlySpan<double> attenuation, Span<double> gains)
    {
        for (var k = 0; k < attenuation.Length; k++)
        {
            gains[k] = Gain(attenuation[k]);
        }
    }

    /// <summary>
    /// Turns adjoints of gains into those of attenuations in place; their sum is the adjoint of the make-up.
    /// </summary>
    /// <param name="gains">Gains of the forward pass.</param>
    /// <param name="adjoints">Adjoints of the gains; receives the adjoints of the attenuations, <c>gbar g ln 10 / 20</c>.</param>
    /// <returns>The adjoint of the make-up.</returns>
    public static double Vjp(ReadOnlySpan<double> gains, Span<double> adjoints)
    {
        var sum = 0.0;
        for (var k = 0; k < gains.Length; k++)
        {
            adjoints[k] *= gains[k] * ModelConstants.NepersPerDecibel;
            sum += adjoints[k];
        }

        return sum;
    }
}
