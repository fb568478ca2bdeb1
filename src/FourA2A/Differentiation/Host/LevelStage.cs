using System.Collections.Immutable;
using FourA2A.Compressor;
using static FourA2A.Differentiation.Host.SymbolicZero;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// <c>L = 20 log10(max(|x|, 1e-8))</c>. With <c>k = ln 10 / 20</c>: <c>dL/dx = 1 / (k x)</c> and <c>d2L/dx2 = -1 / (k x^2)</c> where |x| is above the floor, else 0.
/// </summary>
internal sealed class LevelStage : IStage<double[]>
{
    private double[] x = [];
    private double[] cotangent = [];

    /// <inheritdoc/>
    public ImmutableArray<int> Parameters => [];

    /// <inheritdoc/>
    public void Forward(CoreParameters parameters, double[] x, double[] y)
    {
        this.x = x;
        for (var n = 0; n < x.Length; n++)
        {
            y[n] = Level.Db(x[n]);
        }
    }

    /// <summary><c>L' = x' / (k x)</c>.</summary>
    public void Jvp(StageTangent<double[]> tangent, double[] yTangent)
    {
        for (var n = 0; n < x.Length; n++)
        {
            yTangent[n] = First(n) * At(tangent.X, n);
        }
    }

    /// <summary><c>xbar = Lbar / (k x)</c>.</summary>
    public void Vjp(double[] yCotangent, double[]? xCotangent, int sums)
    {
        cotangent = yCotangent;
        for (var n = 0; n < xCotangent?.Length; n++)
        {
            xCotangent[n] = First(n) * yCotangent[n];
        }
    }

    /// <summary><c>xbar' = Lbar' / (k x) - Lbar x' / (k x^2)</c>.</summary>
    public void JvpOfVjp(StageTangent<double[]> tangent, double[] yCotangentTangent, double[]? xCotangentTangent, int sums)
    {
        for (var n = 0; n < xCotangentTangent?.Length; n++)
        {
            xCotangentTangent[n] = (First(n) * yCotangentTangent[n]) + (Second(n) * cotangent[n] * At(tangent.X, n));
        }
    }

    /// <summary><c>L_ij = x_ij / (k x) - x_i x_j / (k x^2)</c>.</summary>
    public void JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond, double[] ySecond)
    {
        for (var n = 0; n < x.Length; n++)
        {
            ySecond[n] = (First(n) * At(xSecond, n)) + (Second(n) * At(first.X, n) * At(second.X, n));
        }
    }

    private double First(int n) => Moves(n) ? 1 / (ModelConstants.NepersPerDecibel * x[n]) : 0;

    private double Second(int n) => Moves(n) ? -1 / (ModelConstants.NepersPerDecibel * x[n] * x[n]) : 0;

    private bool Moves(int n) => double.Abs(x[n]) > ModelConstants.LevelFloor;
}
