namespace FourA2A.Differentiation.Host;

/// <summary>
/// <c>l = sum over n &gt;= warm-up of (p - t)^2</c>.
/// </summary>
/// <param name="target">t.</param>
/// <param name="warmUp">First samples without weight.</param>
/// <param name="sums">The chain's.</param>
internal sealed class SquaredErrorStage(double[] target, int warmUp, double[] sums) : ILossStage<double[]>
{
    private double[] output = [];

    /// <inheritdoc/>
    public void Forward(double[] p, int sum)
    {
        output = p;
        var loss = 0.0;
        for (var n = warmUp; n < p.Length; n++)
        {
            loss += Residual(n) * Residual(n);
        }

        sums[sum] = loss;
    }

    /// <inheritdoc/>
    public void Jvp(double[] pTangent, int sum)
    {
        var tangent = 0.0;
        for (var n = warmUp; n < pTangent.Length; n++)
        {
            tangent += Residual(n) * pTangent[n];
        }

        sums[sum] = 2 * tangent;
    }

    /// <inheritdoc/>
    public void Vjp(double[] pCotangent)
    {
        for (var n = 0; n < pCotangent.Length; n++)
        {
            pCotangent[n] = n < warmUp ? 0 : 2 * Residual(n);
        }
    }

    /// <inheritdoc/>
    public void JvpOfVjp(double[] pTangent, double[] pCotangentTangent)
    {
        for (var n = 0; n < pTangent.Length; n++)
        {
            pCotangentTangent[n] = n < warmUp ? 0 : 2 * pTangent[n];
        }
    }

    /// <inheritdoc/>
    public void JvpOfJvp(double[] first, double[] second, double[] pSecond, int sum)
    {
        var tangent = 0.0;
        for (var n = warmUp; n < pSecond.Length; n++)
        {
            tangent += (first[n] * second[n]) + (Residual(n) * pSecond[n]);
        }

        sums[sum] = 2 * tangent;
    }

    private double Residual(int n) => output[n] - target[n];
}
