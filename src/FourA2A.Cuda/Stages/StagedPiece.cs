using FourA2A.Chunks;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Stages;

/// <summary>
/// A group of a batch on a card, a row a chunk.
/// </summary>
internal sealed class StagedPiece
{
    private readonly int group;

    /// <summary>
    /// Allocates for a group; its audio is still to be sent.
    /// </summary>
    /// <param name="arrays">What owns the memory.</param>
    /// <param name="batch">The batch, or one like it.</param>
    /// <param name="group">Which of its groups.</param>
    /// <param name="staging">What is to send the audio.</param>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public StagedPiece(DeviceArrays arrays, ChunkBatch batch, int group, StagingBuffers staging)
    {
        this.group = group;
        Rows = RowsOf(batch, group);
        var span = staging.Covering(Rows.Span);
        Dry = arrays.Add<float>(span);
        Target = arrays.Add<float>(span);
        Weight = new LossWeight(arrays.Add<uint>(Rows.Chunks), batch.Layout.WarmUp);
        Weight.Lengths.CopyToDevice([.. Enumerable.Range(0, Rows.Chunks).Select(lane => (uint)batch.ValidLength(group, lane))]);
    }

    /// <summary>Shape of all signals.</summary>
    public ChunkRows Rows { get; }

    /// <summary>Dry signal.</summary>
    public CudaDeviceVariable<float> Dry { get; }

    /// <summary>Pre-emphasised wet signal.</summary>
    public CudaDeviceVariable<float> Target { get; }

    /// <summary>Which samples are in the loss.</summary>
    public LossWeight Weight { get; }

    /// <summary>Shape of a group's signals.</summary>
    public static ChunkRows RowsOf(ChunkBatch batch, int group) => ChunkRows.Packed(batch.ChunksIn(group), batch.Layout.ChunkLength);

    /// <summary>
    /// Queues the copy of the group's audio, which has been read when this returns.
    /// </summary>
    /// <exception cref="CudaException">The card fails.</exception>
    public void Send(StagingBuffers staging, ChunkBatch batch, bool targetOnly)
    {
        if (!targetOnly)
        {
            Send(staging, batch.Dry(group), Dry);
        }

        Send(staging, batch.Target(group), Target);
    }

    private void Send(StagingBuffers staging, ReadOnlySpan<float> interleaved, CudaDeviceVariable<float> signal)
    {
        for (var start = 0L; start < signal.Length; start += staging.Length)
        {
            var part = staging.Fill();
            for (var chunk = (int)(start / Rows.Pitch); chunk < Rows.Chunks && chunk * Rows.Pitch < start + part.Length; chunk++)
            {
                // Where in the row the part begins, and where in the part the row.
                var first = (int)long.Max(start - (chunk * Rows.Pitch), 0);
                var place = (int)((chunk * Rows.Pitch) + first - start);
                var count = int.Min(Rows.Length - first, part.Length - place);
                for (var n = 0; n < count; n++)
                {
                    part[place + n] = interleaved[((first + n) * ChunkBatch.Lanes) + chunk];
                }
            }

            staging.Send(signal, start);
        }
    }
}
