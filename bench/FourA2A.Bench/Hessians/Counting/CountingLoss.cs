using FourA2A.Differentiation;

namespace FourA2A.Bench.Hessians.Counting;

/// <summary>A loss whose runs are counted.</summary>
internal sealed class CountingLoss<TSignal>(ILossStage<TSignal> loss, RuleCounts counts) : ILossStage<TSignal>
    where TSignal : class
{
    public void Forward(TSignal p, int sum)
    {
        counts.AddForward(p, loss);
        loss.Forward(p, sum);
    }

    public void Jvp(TSignal pTangent, int sum)
    {
        counts.AddJvp(pTangent);
        loss.Jvp(pTangent, sum);
    }

    public void Vjp(TSignal pCotangent)
    {
        counts.AddVjp(pCotangent);
        loss.Vjp(pCotangent);
    }

    public void JvpOfVjp(TSignal pTangent, TSignal pCotangentTangent)
    {
        counts.AddJvpOfVjp(pTangent, pCotangentTangent);
        loss.JvpOfVjp(pTangent, pCotangentTangent);
    }

    public void JvpOfJvp(TSignal first, TSignal second, TSignal pSecond, int sum)
    {
        counts.AddJvpOfJvp(first, second, pSecond);
        loss.JvpOfJvp(first, second, pSecond, sum);
    }
}
