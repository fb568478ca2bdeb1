using System.Collections.Immutable;
using FourA2A.Chunks;
using FourA2A.Differentiation;

namespace FourA2A.Bench.Hessians.Counting;

/// <summary>A batch of one piece that counts what a strategy does with it; nothing is timed with it.</summary>
internal sealed class CountingBatch<TSignal>(IStagedBatch<TSignal> batch) : IStagedBatch<TSignal>
    where TSignal : class
{
    public RuleCounts Counts { get; } = new();

    public string Name => batch.Name;

    public long PeakBytes => batch.PeakBytes;

    public void Upload(ChunkBatch audio) => batch.Upload(audio);

    public double[] Sum(Action<IStageChain<TSignal>> strategy) => batch.Sum(chain => strategy(new Chain(chain, Counts)));

    public void Dispose() => batch.Dispose();

    private sealed class Chain(IStageChain<TSignal> chain, RuleCounts counts) : IStageChain<TSignal>
    {
        public ImmutableArray<IStage<TSignal>> Stages { get; } = [.. chain.Stages.Select(stage => new CountingStage<TSignal>(stage, counts))];

        public ILossStage<TSignal> Loss { get; } = new CountingLoss<TSignal>(chain.Loss, counts);

        public TSignal Dry => chain.Dry;

        public TSignal Rent()
        {
            counts.AddRented(1);
            return chain.Rent();
        }

        public void Return(TSignal signal)
        {
            counts.AddRented(-1);
            chain.Return(signal);
        }

        public double[] ReadSums() => chain.ReadSums();
    }
}
