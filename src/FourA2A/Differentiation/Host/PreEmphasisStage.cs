using System.Collections.Immutable;
using FourA2A.Compressor;
using static FourA2A.Differentiation.Host.SymbolicZero;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// <c>p = P z</c>, <c>P(q) = (1 - q^-1) / (1 - 0.995 q^-1)</c> from zero state. Linear: its JVP is P, its VJP the transpose P^T, the same filter run
/// backwards from zero state at the end, and its second derivative 0.
/// </summary>
internal sealed class PreEmphasisStage : IStage<double[]>
{
    /// <inheritdoc/>
    public ImmutableArray<int> Parameters => [];

    /// <inheritdoc/>
    public void Forward(CoreParameters parameters, double[] x, double[] y) => Filter(x, y);

    /// <summary><c>p' = P z'</c>.</summary>
    public void Jvp(StageTangent<double[]> tangent, double[] yTangent) => Filter(tangent.X, yTangent);

    /// <summary><c>zbar = P^T pbar</c>.</summary>
    public void Vjp(double[] yCotangent, double[]? xCotangent, int sums)
    {
        var filter = default(PreEmphasis);
        for (var n = (xCotangent?.Length ?? 0) - 1; n >= 0; n--)
        {
            xCotangent![n] = filter.Next(yCotangent[n]);
        }
    }

    /// <summary><c>zbar' = P^T pbar'</c>.</summary>
    public void JvpOfVjp(StageTangent<double[]> tangent, double[] yCotangentTangent, double[]? xCotangentTangent, int sums)
        => Vjp(yCotangentTangent, xCotangentTangent, sums);

    /// <summary><c>p_ij = P z_ij</c>.</summary>
    public void JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond, double[] ySecond) => Filter(xSecond, ySecond);

    private static void Filter(double[]? x, double[] y)
    {
        var filter = default(PreEmphasis);
        for (var n = 0; n < y.Length; n++)
        {
            y[n] = filter.Next(At(x, n));
        }
    }
}
