namespace FourA2A.Compressor;

/// <summary>
/// Coefficients of one branching one-pole smoother, <c>g[n] = g[n-1] + a (f[n] - g[n-1])</c> with
/// <c>a = Attack</c> while <c>f[n] &lt; g[n-1]</c> and <c>a = Release</c> otherwise.
/// </summary>
/// <param name="Attack">Coefficient <c>a_at</c>, 0 &lt; a &lt; 1.</param>
/// <param name="Release">Coefficient <c>a_rt</c>, 0 &lt; a &lt; 1.</param>
public readonly record struct BallisticsCoefficients(double Attack, double Release)
{
    // 2.2 = ln 9: the time a one-pole takes from 10 % to 90 % of a step, in time constants.
    private const double RiseTimeConstants = 2.2;

    /// <summary>
    /// <c>a = 1 - exp(-2.2 / (t fs))</c> for a rise time in milliseconds.
    /// </summary>
    public static double FromMilliseconds(double milliseconds, double sampleRate)
    {
        // 1 - exp(-u) = 2 sinh(u/2) exp(-u/2), which loses no digits for long times; ExpM1 of .NET is exp(x) - 1 and does.
        var halfStep = RiseTimeConstants * 500 / (milliseconds * sampleRate);
        return 2 * double.Sinh(halfStep) * double.Exp(-halfStep);
    }

    /// <summary>
    /// Inverse of <see cref="FromMilliseconds"/>: the rise time in milliseconds of a coefficient.
    /// </summary>
    public static double ToMilliseconds(double coefficient, double sampleRate)
        // -ln(1 - a) = 2 artanh(a / (2 - a)), for the same reason: LogP1 of .NET is log(1 + x).
        => RiseTimeConstants * 500 / (sampleRate * double.Atanh(coefficient / (2 - coefficient)));
}
