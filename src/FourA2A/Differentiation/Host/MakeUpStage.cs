using System.Collections.Immutable;
using FourA2A.Compressor;
using static FourA2A.Differentiation.Host.SymbolicZero;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// <c>z = x g 10^(gamma/20)</c> of the gain g; the dry signal x is part of the stage, not its input. With <c>k = ln 10 / 20</c> and
/// <c>m = x 10^(gamma/20)</c>: <c>dz/dg = m</c>, <c>dz/dgamma = k m g</c>.
/// </summary>
/// <param name="dry">x.</param>
/// <param name="sums">The chain's.</param>
internal sealed class MakeUpStage(double[] dry, double[] sums) : IStage<double[]>
{
    private MakeUp makeUp;
    private double[] gain = [];
    private double[] output = [];
    private double[] cotangent = [];

    /// <inheritdoc/>
    public ImmutableArray<int> Parameters => [CoreParameters.MakeUp];

    /// <inheritdoc/>
    public void Forward(CoreParameters parameters, double[] x, double[] y)
    {
        (gain, output) = (x, y);
        makeUp = new MakeUp(parameters.MakeUpDb);
        for (var n = 0; n < x.Length; n++)
        {
            y[n] = makeUp.Apply(dry[n], x[n]);
        }
    }

    /// <summary><c>z' = m (g' + k gamma' g)</c>.</summary>
    public void Jvp(StageTangent<double[]> tangent, double[] yTangent)
    {
        var nepers = Nepers(tangent);
        for (var n = 0; n < yTangent.Length; n++)
        {
            yTangent[n] = makeUp.Apply(dry[n], At(tangent.X, n) + (nepers * gain[n]));
        }
    }

    /// <summary><c>gbar = m zbar</c>, <c>gammabar = sum k z zbar</c>.</summary>
    public void Vjp(double[] yCotangent, double[]? xCotangent, int sums)
    {
        cotangent = yCotangent;
        var ofMakeUp = 0.0;
        for (var n = 0; n < yCotangent.Length; n++)
        {
            if (xCotangent is not null)
            {
                xCotangent[n] = makeUp.Apply(dry[n], yCotangent[n]);
            }

            ofMakeUp += output[n] * yCotangent[n];
        }

        Leave(sums, ofMakeUp);
    }

    /// <summary><c>gbar' = m (zbar' + k gamma' zbar)</c>, <c>gammabar' = sum k (z zbar' + z' zbar)</c>.</summary>
    public void JvpOfVjp(StageTangent<double[]> tangent, double[] yCotangentTangent, double[]? xCotangentTangent, int sums)
    {
        var nepers = Nepers(tangent);
        var ofMakeUp = 0.0;
        for (var n = 0; n < yCotangentTangent.Length; n++)
        {
            if (xCotangentTangent is not null)
            {
                xCotangentTangent[n] = makeUp.Apply(dry[n], yCotangentTangent[n] + (nepers * cotangent[n]));
            }

            ofMakeUp += (output[n] * yCotangentTangent[n]) + (At(tangent.Y, n) * cotangent[n]);
        }

        Leave(sums, ofMakeUp);
    }

    /// <summary><c>z_ij = m (g_ij + k gamma_i g_j + k gamma_j g_i + k^2 gamma_i gamma_j g)</c>.</summary>
    public void JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond, double[] ySecond)
    {
        var (nepers1, nepers2) = (Nepers(first), Nepers(second));
        for (var n = 0; n < ySecond.Length; n++)
        {
            ySecond[n] = makeUp.Apply(
                dry[n],
                At(xSecond, n) + (nepers1 * At(second.X, n)) + (nepers2 * At(first.X, n)) + (nepers1 * nepers2 * gain[n]));
        }
    }

    // k gamma'.
    private static double Nepers(StageTangent<double[]> tangent) => ModelConstants.NepersPerDecibel * tangent.Theta[CoreParameters.MakeUp];

    private void Leave(int first, double ofMakeUp) => sums[first + CoreParameters.MakeUp] = ModelConstants.NepersPerDecibel * ofMakeUp;
}
