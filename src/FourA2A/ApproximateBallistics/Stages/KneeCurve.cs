namespace FourA2A.ApproximateBallistics.Stages;

/// <summary>
/// The static curve with a knee that starts at the threshold. With <c>d = L - T</c> and <c>s = 1 - 1/R</c> the attenuation in dB is
/// <c>c = 0</c> for d &lt;= 0, <c>c = -s d^2 / (2 W)</c> for 0 &lt; d &lt; W and <c>c = -s (d - W/2)</c> for d &gt;= W.
/// </summary>
/// <remarks>
/// The knee's form is that of Giannoulis, Massberg and Reiss (JAES 60(6), 2012), moved up by half its width. Derivatives at
/// the kinks: d = 0 counts as below the threshold, d = W as above the knee; at R = 1 and W = 0 they are those towards larger R and W.
/// </remarks>
/// <param name="ThresholdDb">Threshold T in dB.</param>
/// <param name="Ratio">Ratio R, at least 1.</param>
/// <param name="KneeDb">Knee width W in dB, at least 0.</param>
public readonly record struct KneeCurve(double ThresholdDb, double Ratio, double KneeDb)
{
    private double Slope => 1 - (1 / Ratio);

    /// <summary>
    /// The attenuation c of a level, 0 dB or less.
    /// </summary>
    /// <param name="levelDb">Level L in dB.</param>
    public double AttenuationDb(double levelDb)
    {
        var excess = levelDb - ThresholdDb;
        return excess <= 0 ? 0
            : excess < KneeDb ? -Slope * excess * excess / (2 * KneeDb)
            : -Slope * (excess - (KneeDb / 2));
    }

    /// <summary>
    /// The attenuation of each level.
    /// </summary>
    /// <param name="levels">Levels in dB.</param>
    /// <param name="attenuation">Receives as many values in dB.</param>
    public void Forward(ReadOnlySpan<double> levels, Span<double> attenuation)
    {
        for (var k = 0; k < levels.Length; k++)
        {
            attenuation[k] = AttenuationDb(levels[k]);
        }
    }

    /// <summary>
    /// Adjoints of the three settings.
    /// </summary>
    /// <param name="levels">Levels in dB, as in the forward pass.</param>
    /// <param name="attenuationAdjoint">Adjoint of each attenuation.</param>
    public (double ThresholdDb, double Ratio, double KneeDb) Vjp(ReadOnlySpan<double> levels, ReadOnlySpan<double> attenuationAdjoint)
    {
        // Sums of adjoint times dc/dd, dc/ds and dc/dW.
        double toExcess = 0, toSlope = 0, toKnee = 0;
        var slope = Slope;
        for (var k = 0; k < levels.Length; k++)
        {
            var excess = levels[k] - ThresholdDb;
            if (excess <= 0)
            {
                continue;
            }

            // Place within the knee, 0 at its start, 1 from its end on. A hard knee is passed at once.
            var place = excess < KneeDb ? excess / KneeDb : 1;
            toExcess -= attenuationAdjoint[k] * place;
            toSlope -= attenuationAdjoint[k] * (excess < KneeDb ? place * excess / 2 : excess - (KneeDb / 2));
            toKnee += attenuationAdjoint[k] * place * place / 2;
        }

        return (-slope * toExcess, toSlope / (Ratio * Ratio), slope * toKnee);
    }
}
