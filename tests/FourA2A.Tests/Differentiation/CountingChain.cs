using System.Collections.Immutable;
using FourA2A.Compressor;
using FourA2A.Differentiation;

namespace FourA2A.Tests.Differentiation;

/// <summary>
/// A chain that counts how often each rule runs and how many arrays are rented at once.
/// </summary>
internal sealed class CountingChain : IStageChain<double[]>
{
    private readonly IStageChain<double[]> chain;
    private readonly HashSet<double[]> rented = [];

    public CountingChain(IStageChain<double[]> chain)
    {
        this.chain = chain;
        Stages = [.. chain.Stages.Select(stage => new Stage(stage, Add))];
        Loss = new LossStage(chain.Loss, Add);
    }

    public Dictionary<Rule, int> Runs { get; } = Enum.GetValues<Rule>().ToDictionary(rule => rule, _ => 0);

    public int Rented => rented.Count;

    public int MostRented { get; private set; }

    public ImmutableArray<IStage<double[]>> Stages { get; }

    public ILossStage<double[]> Loss { get; }

    public double[] Dry => chain.Dry;

    public double[] Rent()
    {
        // What the one before has left must not matter.
        var signal = chain.Rent();
        Array.Fill(signal, double.NaN);
        Assert.True(rented.Add(signal));
        MostRented = int.Max(MostRented, rented.Count);
        return signal;
    }

    public void Return(double[] signal)
    {
        Assert.True(rented.Remove(signal));
        Array.Fill(signal, double.NaN);
        chain.Return(signal);
    }

    public double[] ReadSums() => chain.ReadSums();

    private void Add(Rule rule) => Runs[rule]++;

    private sealed class Stage(IStage<double[]> stage, Action<Rule> add) : IStage<double[]>
    {
        public ImmutableArray<int> Parameters => stage.Parameters;

        public void Forward(CoreParameters parameters, double[] x, double[] y)
        {
            add(Rule.Forward);
            stage.Forward(parameters, x, y);
        }

        public void Jvp(StageTangent<double[]> tangent, double[] yTangent)
        {
            add(Rule.Jvp);
            stage.Jvp(tangent, yTangent);
        }

        public void Vjp(double[] yCotangent, double[]? xCotangent, int sums)
        {
            add(Rule.Vjp);
            stage.Vjp(yCotangent, xCotangent, sums);
        }

        public void JvpOfVjp(StageTangent<double[]> tangent, double[] yCotangentTangent, double[]? xCotangentTangent, int sums)
        {
            add(Rule.JvpOfVjp);
            stage.JvpOfVjp(tangent, yCotangentTangent, xCotangentTangent, sums);
        }

        public void JvpOfJvp(StageTangent<double[]> first, StageTangent<double[]> second, double[]? xSecond, double[] ySecond)
        {
            add(Rule.JvpOfJvp);
            stage.JvpOfJvp(first, second, xSecond, ySecond);
        }
    }

    private sealed class LossStage(ILossStage<double[]> loss, Action<Rule> add) : ILossStage<double[]>
    {
        public void Forward(double[] p, int sum)
        {
            add(Rule.LossForward);
            loss.Forward(p, sum);
        }

        public void Jvp(double[] pTangent, int sum)
        {
            add(Rule.LossJvp);
            loss.Jvp(pTangent, sum);
        }

        public void Vjp(double[] pCotangent)
        {
            add(Rule.LossVjp);
            loss.Vjp(pCotangent);
        }

        public void JvpOfVjp(double[] pTangent, double[] pCotangentTangent)
        {
            add(Rule.LossJvpOfVjp);
            loss.JvpOfVjp(pTangent, pCotangentTangent);
        }

        public void JvpOfJvp(double[] first, double[] second, double[] pSecond, int sum)
        {
            add(Rule.LossJvpOfJvp);
            loss.JvpOfJvp(first, second, pSecond, sum);
        }
    }
}
