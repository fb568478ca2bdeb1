namespace FourA2A.Differentiation;

/// <summary>
/// The end of the chain: <c>l = sum over chunks, sum over n &gt;= warm-up of (p - t)^2</c>, p the pre-emphasised output, t the target. Sums go to the sum of
/// the chain with the number given; rules are as in <see cref="IStage{TSignal}"/>, with w = 1 in the loss and 0 in the warm-up and past a chunk's end.
/// </summary>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
public interface ILossStage<TSignal>
    where TSignal : class
{
    /// <summary><c>l</c>, and makes p the point of all rules.</summary>
    /// <param name="p">Pre-emphasised output; borrowed until the next call.</param>
    /// <param name="sum">Number of the sum.</param>
    void Forward(TSignal p, int sum);

    /// <summary><c>l' = 2 sum w (p - t) p'</c>.</summary>
    void Jvp(TSignal pTangent, int sum);

    /// <summary><c>pbar = 2 w (p - t)</c>.</summary>
    void Vjp(TSignal pCotangent);

    /// <summary><c>pbar' = 2 w p'</c>.</summary>
    void JvpOfVjp(TSignal pTangent, TSignal pCotangentTangent);

    /// <summary><c>l_ij = 2 sum w (p_i p_j + (p - t) p_ij)</c>.</summary>
    /// <param name="first">p_i.</param>
    /// <param name="second">p_j; may be p_i.</param>
    /// <param name="pSecond">p_ij.</param>
    /// <param name="sum">Number of the sum.</param>
    void JvpOfJvp(TSignal first, TSignal second, TSignal pSecond, int sum);
}
