using FourA2A.Chunks;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// A batch on a card, in pieces of one group each: all audio, and signals for one piece at a time.
/// </summary>
internal sealed class StagedBatchOnCard
{
    private readonly StagingBuffers staging;
    private ChunkBatch batch;
    private int? dryVersion;

    /// <summary>
    /// Allocates for a batch; its audio is still to be written.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public StagedBatchOnCard(DeviceArrays arrays, CudaStream stream, ChunkBatch batch)
    {
        this.batch = batch;

        // No group holds more chunks than the first.
        var rows = StagedPiece.RowsOf(batch, 0);
        staging = new StagingBuffers(arrays, stream, rows.Span);
        Pieces = [.. Enumerable.Range(0, batch.GroupCount).Select(group => new StagedPiece(arrays, batch, group, staging))];
        Sums = arrays.Add<double>(HessianSums.Count);
        Signals = new SignalPool(arrays, rows.Span);
    }

    /// <summary>The groups of the batch, in order.</summary>
    public IReadOnlyList<StagedPiece> Pieces { get; }

    /// <summary>Memory for what flows between stages.</summary>
    public SignalPool Signals { get; }

    /// <summary>Sums by number, see <see cref="HessianSums"/>.</summary>
    public CudaDeviceVariable<double> Sums { get; }

    /// <summary>Most bytes in use on the card beyond the audio, since the last <see cref="Write"/>.</summary>
    public long PeakBytes => Signals.PeakBytes + Sums.SizeInBytes + Pieces.Sum(piece => piece.Weight.Lengths.SizeInBytes);

    /// <summary>Whether a batch can take the place of the one that this was allocated for.</summary>
    public bool Fits(ChunkBatch other) => other.Layout == batch.Layout && other.GroupCount == batch.GroupCount;

    /// <summary>
    /// Sends a batch that <see cref="Fits"/>; of one whose dry signal is here already, the target alone.
    /// </summary>
    /// <exception cref="CudaException">The card fails.</exception>
    public void Write(ChunkBatch source)
    {
        var sameDry = source == batch && source.DryVersion == dryVersion;
        dryVersion = null;
        batch = source;
        Signals.Reset();
        foreach (var piece in Pieces)
        {
            piece.Send(staging, source, sameDry);
        }

        dryVersion = source.DryVersion;
    }
}
