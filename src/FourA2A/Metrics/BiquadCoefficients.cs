namespace FourA2A.Metrics;

/// <summary>
/// Second-order section <c>H(q) = (b0 + b1 q^-1 + b2 q^-2) / (1 + a1 q^-1 + a2 q^-2)</c>.
/// </summary>
internal readonly record struct BiquadCoefficients(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>
    /// The same filter at another sample rate: the analogue prototype behind the bilinear transform, warped so that the
    /// response at one frequency is exactly what it was.
    /// </summary>
    /// <param name="from">Sample rate of these coefficients in Hz.</param>
    /// <param name="to">Sample rate of the result in Hz.</param>
    /// <param name="exactAtHz">That frequency, below half of either rate.</param>
    /// <remarks>
    /// With <c>s = (1 - q^-1) / (1 + q^-1)</c> a polynomial <c>c0 + c1 q^-1 + c2 q^-2</c> becomes
    /// <c>(c0 + c1 + c2) + 2 (c0 - c2) s + (c0 - c1 + c2) s^2</c> over a common factor, and the same map leads back. A
    /// frequency f lies at <c>|s| = tan(pi f / fs)</c>, so that another rate scales s.
    /// </remarks>
    public BiquadCoefficients Resampled(double from, double to, double exactAtHz)
    {
        var scale = double.TanPi(exactAtHz / from) / double.TanPi(exactAtHz / to);
        var (b0, b1, b2) = Scaled(B0, B1, B2, scale);
        var (a0, a1, a2) = Scaled(1, A1, A2, scale);
        return new BiquadCoefficients(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
    }

    private static (double C0, double C1, double C2) Scaled(double c0, double c1, double c2, double scale)
    {
        var constant = c0 + c1 + c2;
        var linear = 2 * (c0 - c2) * scale;
        var square = (c0 - c1 + c2) * scale * scale;
        return (constant + linear + square, 2 * (constant - square), constant - linear + square);
    }
}
