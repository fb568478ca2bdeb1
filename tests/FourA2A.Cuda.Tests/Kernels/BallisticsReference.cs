using FourA2A.Compressor;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The ballistics and their derivatives of one chunk, sample after sample in double: read these to know what the kernels must do.
/// </summary>
internal static class BallisticsReference
{
    /// <summary>
    /// <c>g[n] = g[n-1] + a d[n]</c>, <c>d[n] = f[n] - g[n-1]</c>, <c>g[-1] = 1</c>; a_at if <c>d[n] &lt; 0</c>, else a_rt. With the decisions it has made.
    /// </summary>
    public static (double[] Gain, double[] Difference, bool[] Attack) Forward(BallisticsCoefficients coefficients, ReadOnlySpan<float> f)
    {
        var ballistics = new Ballistics(coefficients);
        var gain = new double[f.Length];
        var difference = new double[f.Length];
        var attack = new bool[f.Length];
        for (var n = 0; n < f.Length; n++)
        {
            attack[n] = ballistics.IsAttack(f[n]);
            difference[n] = f[n] - ballistics.Gain;
            gain[n] = ballistics.Next(f[n]);
        }

        return (gain, difference, attack);
    }

    /// <summary><c>d[n] = f[n] - g[n-1]</c>.</summary>
    public static double[] Difference(double[] f, double[] g) => [.. f.Select((target, n) => target - Before(g, n, Ballistics.InitialGain))];

    /// <summary>The same recursion with decisions made before.</summary>
    public static double[] Forward(BallisticsCoefficients coefficients, double[] f, bool[] attack)
    {
        var gain = new double[f.Length];
        for (var n = 0; n < f.Length; n++)
        {
            var before = Before(gain, n, Ballistics.InitialGain);
            gain[n] = before + (Of(coefficients, attack[n]) * (f[n] - before));
        }

        return gain;
    }

    /// <summary>
    /// <c>g'[n] = (1 - a) g'[n-1] + a f'[n] + a' d[n]</c>, and the same of magnitudes.
    /// </summary>
    public static (double[] Tangent, double[] Scale) Jvp(
        BallisticsCoefficients coefficients, bool[] attack, double[] difference, double[] fTangent, BallisticsCoefficients tangents)
    {
        var tangent = new double[fTangent.Length];
        var scale = new double[fTangent.Length];
        for (var n = 0; n < tangent.Length; n++)
        {
            var a = Of(coefficients, attack[n]);
            var byF = a * fTangent[n];
            var byA = Of(tangents, attack[n]) * difference[n];
            tangent[n] = ((1 - a) * Before(tangent, n, 0)) + byF + byA;
            scale[n] = ((1 - a) * Before(scale, n, 0)) + double.Abs(byF) + double.Abs(byA);
        }

        return (tangent, scale);
    }

    /// <summary>
    /// <c>lambda[n] = v[n] + (1 - a[n+1]) lambda[n+1]</c>; <c>dL/df = a lambda</c>; <c>dL/da_at = sum m lambda d</c>, <c>dL/da_rt</c>
    /// likewise with 1 - m. Scales are the same of magnitudes.
    /// </summary>
    public static BallisticsCotangents Vjp(BallisticsCoefficients coefficients, bool[] attack, double[] difference, double[] v)
    {
        var result = new BallisticsCotangents(difference.Length);
        for (var n = difference.Length - 1; n >= 0; n--)
        {
            var kept = n + 1 < difference.Length ? 1 - Of(coefficients, attack[n + 1]) : 0;
            result.Adjoint[n] = v[n] + (kept * After(result.Adjoint, n));
            result.AdjointScale[n] = double.Abs(v[n]) + (kept * After(result.AdjointScale, n));

            var a = Of(coefficients, attack[n]);
            result.F[n] = a * result.Adjoint[n];
            result.FScale[n] = a * result.AdjointScale[n];
            result.Add(attack[n], result.Adjoint[n] * difference[n], result.AdjointScale[n] * double.Abs(difference[n]));
        }

        return result;
    }

    /// <summary>
    /// <c>lambda'[n] = v'[n] + (1 - a[n+1]) lambda'[n+1] - a'[n+1] lambda[n+1]</c>; <c>(dL/df)' = a lambda' + a' lambda</c>; <c>(dL/da_at)' = sum m
    /// (lambda' d + lambda (f' - g'[n-1]))</c>, <c>(dL/da_rt)'</c> likewise with 1 - m. Scales are the same of magnitudes.
    /// </summary>
    public static BallisticsCotangents JvpOfVjp(
        BallisticsCoefficients coefficients,
        bool[] attack,
        double[] difference,
        double[] lambda,
        double[] fTangent,
        BallisticsCoefficients tangents,
        double[] gTangent,
        double[] vTangent)
    {
        var result = new BallisticsCotangents(difference.Length);
        for (var n = difference.Length - 1; n >= 0; n--)
        {
            var last = n + 1 == difference.Length;
            var kept = last ? 0 : 1 - Of(coefficients, attack[n + 1]);
            var ofKept = last ? 0 : -Of(tangents, attack[n + 1]) * lambda[n + 1];
            result.Adjoint[n] = vTangent[n] + (kept * After(result.Adjoint, n)) + ofKept;
            // The kernel takes a v' from v' and adds it again.
            result.AdjointScale[n] = (2 * double.Abs(vTangent[n])) + (kept * After(result.AdjointScale, n)) + double.Abs(ofKept);

            var a = Of(coefficients, attack[n]);
            var tangent = Of(tangents, attack[n]);
            var gBefore = Before(gTangent, n, 0);
            result.F[n] = (a * result.Adjoint[n]) + (tangent * lambda[n]);
            result.FScale[n] = (a * result.AdjointScale[n]) + double.Abs(tangent * lambda[n]);
            result.Add(
                attack[n],
                (result.Adjoint[n] * difference[n]) + (lambda[n] * (fTangent[n] - gBefore)),
                (result.AdjointScale[n] * double.Abs(difference[n])) + (double.Abs(lambda[n]) * (double.Abs(fTangent[n]) + double.Abs(gBefore))));
        }

        return result;
    }

    /// <summary>
    /// <c>g_ij[n] = (1 - a) g_ij[n-1] + a f_ij[n] + a_i (f_j[n] - g_j[n-1]) + a_j (f_i[n] - g_i[n-1])</c>, and the same of magnitudes.
    /// </summary>
    public static (double[] Second, double[] Scale) JvpOfJvp(
        BallisticsCoefficients coefficients,
        bool[] attack,
        (BallisticsCoefficients Coefficients, double[] F, double[] G) first,
        (BallisticsCoefficients Coefficients, double[] F, double[] G) second,
        double[] fSecond)
    {
        var result = new double[fSecond.Length];
        var scale = new double[fSecond.Length];
        for (var n = 0; n < result.Length; n++)
        {
            var a = Of(coefficients, attack[n]);
            var (one, other) = (Of(first.Coefficients, attack[n]), Of(second.Coefficients, attack[n]));
            var (gOne, gOther) = (Before(first.G, n, 0), Before(second.G, n, 0));
            result[n] = ((1 - a) * Before(result, n, 0)) + (a * fSecond[n]) + (one * (second.F[n] - gOther)) + (other * (first.F[n] - gOne));
            scale[n] = ((1 - a) * Before(scale, n, 0)) + double.Abs(a * fSecond[n])
                + (double.Abs(one) * (double.Abs(second.F[n]) + double.Abs(gOther))) + (double.Abs(other) * (double.Abs(first.F[n]) + double.Abs(gOne)));
        }

        return (result, scale);
    }

    private static double Of(BallisticsCoefficients coefficients, bool attack) => attack ? coefficients.Attack : coefficients.Release;

    private static double Before(double[] signal, int n, double first) => n == 0 ? first : signal[n - 1];

    private static double After(double[] signal, int n) => n + 1 == signal.Length ? 0 : signal[n + 1];
}
