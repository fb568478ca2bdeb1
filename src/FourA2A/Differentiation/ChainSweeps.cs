using FourA2A.Compressor;

namespace FourA2A.Differentiation;

/// <summary>
/// The sweeps that the strategies are made of: the forward sweep and its values, the forward sweep of a tangent, and the steps of reverse sweeps.
/// A reverse sweep goes from <see cref="Last"/> to <see cref="First"/>: before it no stage has a coordinate, and no cotangent is asked for.
/// </summary>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
internal sealed class ChainSweeps<TSignal> : IDisposable
    where TSignal : class
{
    private readonly IStageChain<TSignal> chain;
    private readonly int[] owners;
    private readonly TSignal[] values;

    /// <summary>
    /// Runs the stages and the loss forward and keeps the values: one array for each stage, given back by <see cref="Dispose"/>.
    /// </summary>
    public ChainSweeps(IStageChain<TSignal> chain, CoreParameters parameters)
    {
        this.chain = chain;
        owners = [.. CoreParameters.Names.Select((_, i) => Owner(chain, i))];
        values = new TSignal[chain.Stages.Length];
        var input = chain.Dry;
        for (var stage = 0; stage < values.Length; stage++)
        {
            values[stage] = chain.Rent();
            chain.Stages[stage].Forward(parameters, input, values[stage]);
            input = values[stage];
        }

        chain.Loss.Forward(input, HessianSums.Loss);
    }

    /// <summary>The coordinates.</summary>
    public IEnumerable<int> Coordinates => Enumerable.Range(0, owners.Length);

    /// <summary>Index of the first stage that has a coordinate.</summary>
    public int First => owners.Min();

    /// <summary>Index of the last stage.</summary>
    public int Last => values.Length - 1;

    /// <inheritdoc cref="IStageChain{TSignal}.Loss"/>
    public ILossStage<TSignal> Loss => chain.Loss;

    /// <summary>
    /// The forward sweep of a coordinate's tangent: a JVP and an array for each stage from the one that has it. The caller gives them back:
    /// by <see cref="JvpOfVjp"/>, stage by stage, or by <see cref="Return(ChainTangent{TSignal})"/>.
    /// </summary>
    public ChainTangent<TSignal> Tangent(int coordinate)
    {
        var tangent = new ChainTangent<TSignal>(coordinate, owners[coordinate], chain.Stages.Length);
        for (var stage = tangent.Owner; stage <= Last; stage++)
        {
            var output = chain.Rent();
            chain.Stages[stage].Jvp(tangent.At(stage), output);
            tangent.Signals[stage + 1] = output;
        }

        return tangent;
    }

    /// <summary>Where a reverse sweep starts: the cotangent of the chain's output.</summary>
    public TSignal LossVjp()
    {
        var cotangent = chain.Rent();
        chain.Loss.Vjp(cotangent);
        return cotangent;
    }

    /// <summary>Where the tangent of a reverse sweep starts: how <see cref="LossVjp"/> changes.</summary>
    public TSignal LossJvpOfVjp(ChainTangent<TSignal> tangent)
    {
        var cotangentTangent = chain.Rent();
        chain.Loss.JvpOfVjp(tangent.OfOutput, cotangentTangent);
        return cotangentTangent;
    }

    /// <summary>
    /// One stage of a reverse sweep that ends at stage <paramref name="end"/>.
    /// </summary>
    /// <param name="stage">Which stage.</param>
    /// <param name="cotangent">Of its output; stays the caller's, as the JVP of the VJP refers to it.</param>
    /// <param name="sums">See <see cref="IStage{TSignal}.Vjp"/>.</param>
    /// <param name="end">The stage whose input's cotangent nobody asks for.</param>
    /// <returns>The cotangent of the stage's input; null at the end.</returns>
    public TSignal? Vjp(int stage, TSignal cotangent, int sums, int end)
    {
        var ofInput = stage > end ? chain.Rent() : null;
        chain.Stages[stage].Vjp(cotangent, ofInput, sums);
        return ofInput;
    }

    /// <summary>
    /// One stage of the tangent of a reverse sweep. Gives back what no later stage reads: the cotangent's tangent of the stage's output, and the
    /// output's own tangent.
    /// </summary>
    /// <param name="stage">Which stage.</param>
    /// <param name="tangent">The direction.</param>
    /// <param name="cotangentTangent">Of the stage's output.</param>
    /// <param name="sums">See <see cref="IStage{TSignal}.JvpOfVjp"/>.</param>
    /// <returns>The cotangent's tangent of the stage's input; null at <see cref="First"/>.</returns>
    public TSignal? JvpOfVjp(int stage, ChainTangent<TSignal> tangent, TSignal cotangentTangent, int sums)
    {
        var ofInput = stage > First ? chain.Rent() : null;
        chain.Stages[stage].JvpOfVjp(tangent.At(stage), cotangentTangent, ofInput, sums);
        chain.Return(cotangentTangent);
        ReturnOutput(tangent, stage);
        return ofInput;
    }

    /// <summary>
    /// The forward sweep of a pair's second tangent, from the first stage where both directions are there.
    /// </summary>
    /// <returns>The second derivative of the chain's output; the caller gives it back.</returns>
    public TSignal SecondTangent(ChainTangent<TSignal> first, ChainTangent<TSignal> second)
    {
        TSignal? ofInput = null;
        for (var stage = int.Max(first.Owner, second.Owner); stage <= Last; stage++)
        {
            var ofOutput = chain.Rent();
            chain.Stages[stage].JvpOfJvp(first.At(stage), second.At(stage), ofInput, ofOutput);
            Return(ofInput);
            ofInput = ofOutput;
        }

        return ofInput!;
    }

    /// <summary>Gives back an array; null is none.</summary>
    public void Return(TSignal? signal)
    {
        if (signal is not null)
        {
            chain.Return(signal);
        }
    }

    /// <summary>Gives back what a direction still has.</summary>
    public void Return(ChainTangent<TSignal> tangent)
    {
        for (var stage = Last; stage >= tangent.Owner; stage--)
        {
            ReturnOutput(tangent, stage);
        }
    }

    /// <summary>Gives back the values.</summary>
    public void Dispose()
    {
        foreach (var value in values)
        {
            chain.Return(value);
        }
    }

    private static int Owner(IStageChain<TSignal> chain, int coordinate)
        => chain.Stages.IndexOf(chain.Stages.Single(stage => stage.Parameters.Contains(coordinate)));

    private void ReturnOutput(ChainTangent<TSignal> tangent, int stage)
    {
        Return(tangent.Signals[stage + 1]);
        tangent.Signals[stage + 1] = null;
    }
}
