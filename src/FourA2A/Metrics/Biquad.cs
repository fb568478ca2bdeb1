namespace FourA2A.Metrics;

/// <summary>
/// A running second-order section in transposed direct form II, from zero state. (MathNet.Numerics has no recursive filters.)
/// </summary>
internal struct Biquad(BiquadCoefficients coefficients)
{
    private double state1;
    private double state2;

    /// <summary>
    /// Advances by one sample and returns the filtered sample.
    /// </summary>
    public double Next(double sample)
    {
        var filtered = (coefficients.B0 * sample) + state1;
        state1 = (coefficients.B1 * sample) - (coefficients.A1 * filtered) + state2;
        state2 = (coefficients.B2 * sample) - (coefficients.A2 * filtered);
        return filtered;
    }
}
