namespace FourA2A.Compressor;

/// <summary>
/// Third stage of the side chain: the branching one-pole <c>g[n] = g[n-1] + a (f[n] - g[n-1])</c> on the linear gain,
/// from <c>g[-1] = 1</c> (no reduction). A mutable value: copy it to branch off a state.
/// </summary>
/// <param name="coefficients">Coefficients of attack and release.</param>
public struct Ballistics(BallisticsCoefficients coefficients)
{
    /// <summary>Gain before the first sample: no reduction.</summary>
    public const double InitialGain = 1;

    /// <summary>The smoothed gain after the last sample, g[n-1].</summary>
    public double Gain { get; private set; } = InitialGain;

    /// <summary>
    /// Whether the next sample would be attack, <c>f &lt; g[n-1]</c>. Ties are release.
    /// </summary>
    public readonly bool IsAttack(double target) => target < Gain;

    /// <summary>
    /// Advances by one sample and returns the smoothed gain g[n].
    /// </summary>
    /// <param name="target">Gain f[n] of the static curve, linear.</param>
    public double Next(double target)
    {
        var coefficient = IsAttack(target) ? coefficients.Attack : coefficients.Release;
        Gain += coefficient * (target - Gain);
        return Gain;
    }
}
