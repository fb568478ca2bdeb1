using FourA2A.Chunks;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The way of the audio to the card: piece by piece through page-locked buffers, then from lanes to segments by a kernel.
/// </summary>
internal sealed class UploadStaging
{
    private readonly ObjectiveKernels kernels;
    private readonly CudaStream stream;
    private readonly StagingBuffers buffers;
    private readonly CudaDeviceVariable<float> group;

    /// <summary>
    /// Allocates for groups of so many values.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public UploadStaging(DeviceArrays arrays, ObjectiveKernels kernels, CudaStream stream, int groupLength)
    {
        (this.kernels, this.stream) = (kernels, stream);
        buffers = new StagingBuffers(arrays, stream, groupLength);
        group = arrays.Add<float>(buffers.Covering(groupLength));
    }

    /// <summary>
    /// Queues the copy of one group, which has been read when this returns.
    /// </summary>
    /// <param name="interleaved">16 lanes, interleaved.</param>
    /// <param name="lanes">Lanes that hold a chunk.</param>
    /// <param name="audio">Where the chunks go.</param>
    /// <param name="firstChunk">Place of the first of them.</param>
    /// <param name="segmentGroups">Groups of 32 segments in a chunk.</param>
    public void Send(ReadOnlySpan<float> interleaved, int lanes, CudaDeviceVariable<float> audio, int firstChunk, int segmentGroups)
    {
        for (var start = 0; start < interleaved.Length; start += buffers.Length)
        {
            // The last piece is copied in full: no kernel reads beyond the group.
            interleaved[start..Math.Min(start + buffers.Length, interleaved.Length)].CopyTo(buffers.Fill());
            buffers.Send(group, start);
        }

        var threads = kernels.Geometry.ArrangeThreads;
        var blocks = (((long)segmentGroups * kernels.Geometry.GroupLength * ChunkBatch.Lanes) + threads - 1) / threads;
        kernels.Arrange.Launch(
            stream, checked((int)blocks), (int)threads, 0,
            group, audio, (uint)firstChunk, (uint)lanes, (uint)(interleaved.Length / ChunkBatch.Lanes), (uint)segmentGroups);
    }
}
