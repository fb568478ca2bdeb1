using System.Collections.Immutable;
using FourA2A.Compressor;
using static FourA2A.Differentiation.Host.SymbolicZero;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// <c>g[n] = g[n-1] + a (f[n] - g[n-1])</c> from <c>g[-1] = 1</c>, <c>a = a_at</c> where <c>f[n] &lt; g[n-1]</c>, else <c>a_rt</c>. Below, <c>beta = 1 - a</c>,
/// <c>d = f - g[n-1]</c>, m = 1 in attack and 0 in release, and <c>a' = m a_at' + (1-m) a_rt'</c>; tangents start from 0.
/// </summary>
/// <remarks>
/// Source: Yu et al., "Differentiable All-pole Filters for Time-varying Audio Systems", DAFx 2024.
/// </remarks>
/// <param name="sums">The chain's.</param>
internal sealed class BallisticsStage(double[] sums) : IStage<double[]>
{
    private BallisticsCoefficients coefficients;
    private double[] target = [];
    private double[] gain = [];
    private double[] cotangent = [];

    /// <inheritdoc/>
    public ImmutableArray<int> Parameters => [CoreParameters.Attack, CoreParameters.Release];

    /// <inheritdoc/>
    public void Forward(CoreParameters parameters, double[] x, double[] y)
    {
        (target, gain) = (x, y);
        coefficients = parameters.SingleSmoother;
        var ballistics = new Ballistics(coefficients);
        for (var n = 0; n < x.Length; n++)
        {
            y[n] = ballistics.Next(x[n]);
        }
    }

    /// <summary><c>g'[n] = beta g'[n-1] + a f' + a' d</c>.</summary>
    public void Jvp(StageTangent<double[]> tangent, double[] yTangent)
    {
        var last = 0.0;
        for (var n = 0; n < yTangent.Length; n++)
        {
            var a = Coefficient(n);
            last = yTangent[n] = ((1 - a) * last) + (a * At(tangent.X, n)) + (Tangent(tangent, n) * Distance(n));
        }
    }

    /// <summary>
    /// <c>lambda[n] = gbar[n] + beta[n+1] lambda[n+1]</c>; <c>fbar = a lambda</c>, <c>a_at bar = sum m lambda d</c>, <c>a_rt bar = sum (1-m) lambda d</c>.
    /// </summary>
    public void Vjp(double[] yCotangent, double[]? xCotangent, int sums)
    {
        cotangent = yCotangent;
        var (ofAttack, ofRelease) = (0.0, 0.0);

        // beta[n+1] lambda[n+1].
        var fromNext = 0.0;
        for (var n = yCotangent.Length - 1; n >= 0; n--)
        {
            var a = Coefficient(n);
            var lambda = yCotangent[n] + fromNext;
            if (xCotangent is not null)
            {
                xCotangent[n] = a * lambda;
            }

            AddTo(ref ofAttack, ref ofRelease, n, lambda * Distance(n));
            fromNext = (1 - a) * lambda;
        }

        Leave(sums, ofAttack, ofRelease);
    }

    /// <summary>
    /// <c>lambda'[n] = gbar'[n] + beta[n+1] lambda'[n+1] - a'[n+1] lambda[n+1]</c>; <c>fbar' = a lambda' + a' lambda</c>,
    /// <c>a_at bar' = sum m (lambda' d + lambda (f' - g'[n-1]))</c>, that of a_rt with 1-m. Lambda is computed again on the way, not kept.
    /// </summary>
    public void JvpOfVjp(StageTangent<double[]> tangent, double[] yCotangentTangent, double[]? xCotangentTangent, int sums)
    {
        var (ofAttack, ofRelease) = (0.0, 0.0);

        // beta[n+1] lambda[n+1], and its derivative.
        var (fromNext, fromNextTangent) = (0.0, 0.0);
        for (var n = yCotangentTangent.Length - 1; n >= 0; n--)
        {
            var a = Coefficient(n);
            var aTangent = Tangent(tangent, n);
            var lambda = cotangent[n] + fromNext;
            var lambdaTangent = yCotangentTangent[n] + fromNextTangent;
            if (xCotangentTangent is not null)
            {
                xCotangentTangent[n] = (a * lambdaTangent) + (aTangent * lambda);
            }

            AddTo(ref ofAttack, ref ofRelease, n, (lambdaTangent * Distance(n)) + (lambda * Distance(tangent, n)));
            fromNext = (1 - a) * lambda;
            fromNextTangent = ((1 - a) * lambdaTangent) - (aTangent * lambda);
        }

        Leave(sums, ofAttack, ofRelease);
    }

    /// <summary><c>g_ij[n] = beta g_ij[n-1] + a f_ij + a_i (f_j - g_j[n-1]) + a_j (f_i - g_i[n-1])</c>.</summary>
    public void JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond, double[] ySecond)
    {
        var last = 0.0;
        for (var n = 0; n < ySecond.Length; n++)
        {
            var a = Coefficient(n);
            last = ySecond[n] = ((1 - a) * last)
                + (a * At(xSecond, n))
                + (Tangent(first, n) * Distance(second, n))
                + (Tangent(second, n) * Distance(first, n));
        }
    }

    // g[n-1].
    private double Before(int n) => n == 0 ? Ballistics.InitialGain : gain[n - 1];

    // m.
    private bool IsAttack(int n) => target[n] < Before(n);

    // a.
    private double Coefficient(int n) => IsAttack(n) ? coefficients.Attack : coefficients.Release;

    // a'.
    private double Tangent(StageTangent<double[]> tangent, int n) => tangent.Theta[IsAttack(n) ? CoreParameters.Attack : CoreParameters.Release];

    // d.
    private double Distance(int n) => target[n] - Before(n);

    // f' - g'[n-1].
    private static double Distance(StageTangent<double[]> tangent, int n) => At(tangent.X, n) - (n == 0 ? 0 : At(tangent.Y, n - 1));

    private void AddTo(ref double ofAttack, ref double ofRelease, int n, double term)
    {
        if (IsAttack(n))
        {
            ofAttack += term;
        }
        else
        {
            ofRelease += term;
        }
    }

    private void Leave(int first, double ofAttack, double ofRelease)
    {
        sums[first + CoreParameters.Attack] = ofAttack;
        sums[first + CoreParameters.Release] = ofRelease;
    }
}
