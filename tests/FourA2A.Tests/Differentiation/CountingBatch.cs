using FourA2A.Chunks;
using FourA2A.Differentiation;

namespace FourA2A.Tests.Differentiation;

/// <summary>
/// A batch of one piece whose chain counts.
/// </summary>
internal sealed class CountingBatch(IStagedBatch<double[]> inner) : IStagedBatch<double[]>
{
    public string Name => inner.Name;

    public long PeakBytes => inner.PeakBytes;

    /// <summary>Of the last <see cref="Sum"/>.</summary>
    public CountingChain? Chain { get; private set; }

    /// <summary>Of the last <see cref="Sum"/>.</summary>
    public double[] Sums { get; private set; } = [];

    public void Upload(ChunkBatch batch) => inner.Upload(batch);

    public double[] Sum(Action<IStageChain<double[]>> strategy)
        => Sums = inner.Sum(chain =>
        {
            Chain = new CountingChain(chain);
            strategy(Chain);
        });

    public void Dispose() => inner.Dispose();
}
