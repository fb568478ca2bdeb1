using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Differentiation;

namespace FourA2A.Bench.Hessians.Counting;

/// <summary>A stage whose runs are counted.</summary>
internal sealed class CountingStage<TSignal>(IStage<TSignal> stage, RuleCounts counts) : IStage<TSignal>
    where TSignal : class
{
    private TSignal? cotangent;

    public ImmutableArray<int> Parameters => stage.Parameters;

    public void Forward(CoreParameters parameters, TSignal x, TSignal y)
    {
        counts.AddForward(x, y);
        stage.Forward(parameters, x, y);
    }

    public void Jvp(StageTangent<TSignal> tangent, TSignal yTangent)
    {
        counts.AddJvp(tangent.X, yTangent);
        stage.Jvp(tangent, yTangent);
    }

    public void Vjp(TSignal yCotangent, TSignal? xCotangent, int sums)
    {
        cotangent = yCotangent;
        counts.AddVjp(yCotangent, xCotangent);
        stage.Vjp(yCotangent, xCotangent, sums);
    }

    public void JvpOfVjp(StageTangent<TSignal> tangent, TSignal yCotangentTangent, TSignal? xCotangentTangent, int sums)
    {
        counts.AddJvpOfVjp(tangent.X, tangent.Y, cotangent, yCotangentTangent, xCotangentTangent);
        stage.JvpOfVjp(tangent, yCotangentTangent, xCotangentTangent, sums);
    }

    public void JvpOfJvp(StageTangent<TSignal> first, StageTangent<TSignal> second, TSignal? xSecond, TSignal ySecond)
    {
        counts.AddJvpOfJvp(first.X, first.Y, second.X, second.Y, xSecond, ySecond);
        stage.JvpOfJvp(first, second, xSecond, ySecond);
    }
}
