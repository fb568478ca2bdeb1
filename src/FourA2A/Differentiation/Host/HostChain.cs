using System.Collections.Immutable;
using FourA2A.Chunks;

namespace FourA2A.Differentiation.Host;

/// <summary>
/// The model over one chunk, as double-precision stages.
/// </summary>
internal sealed class HostChain : IStageChain<double[]>, IDisposable
{
    private readonly SignalPool pool;
    private readonly double[] target;
    private readonly double[] sums = new double[HessianSums.Count];

    /// <summary>
    /// Takes the chunk's samples out of the batch, those inside the signal: the others have no weight.
    /// </summary>
    /// <param name="batch">The chunks.</param>
    /// <param name="chunk">Which of them.</param>
    /// <param name="pool">Where signals come from; one chain at a time uses it.</param>
    public HostChain(ChunkBatch batch, int chunk, SignalPool pool)
    {
        this.pool = pool;
        pool.Start(batch.Layout.Length(chunk));
        var (group, lane) = batch.Locate(chunk);
        Dry = Lane(batch.Dry(group), lane);
        target = Lane(batch.Target(group), lane);
        Stages =
        [
            new LevelStage(),
            new GainComputerStage(sums),
            new BallisticsStage(sums),
            new MakeUpStage(Dry, sums),
            new PreEmphasisStage(),
        ];
        Loss = new SquaredErrorStage(target, batch.Layout.WarmUp, sums);
    }

    /// <inheritdoc/>
    public ImmutableArray<IStage<double[]>> Stages { get; }

    /// <inheritdoc/>
    public ILossStage<double[]> Loss { get; }

    /// <inheritdoc/>
    public double[] Dry { get; }

    /// <inheritdoc/>
    public double[] Rent() => pool.Rent();

    /// <inheritdoc/>
    public void Return(double[] signal) => pool.Return(signal);

    /// <inheritdoc/>
    public double[] ReadSums() => sums;

    /// <summary>Gives the chunk's samples back to the pool.</summary>
    public void Dispose()
    {
        pool.Return(Dry);
        pool.Return(target);
    }

    private double[] Lane(ReadOnlySpan<float> interleaved, int lane)
    {
        var samples = pool.Rent();
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] = interleaved[(n * ChunkBatch.Lanes) + lane];
        }

        return samples;
    }
}
