using FourA2A.Chunks;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// The way of the audio to the card: piece by piece through two page-locked buffers, so that the host fills one while the card
/// reads the other, then from lanes to segments by a kernel.
/// </summary>
internal sealed class UploadStaging
{
    // 4 MB: some 200 microseconds of transfer beside 10 of starting it.
    private const int LongestPiece = 1 << 20;

    private readonly ObjectiveKernels kernels;
    private readonly CudaStream stream;
    private readonly CudaDeviceVariable<float> group;
    private readonly (CudaPinnedMemory<float> Memory, CudaEvent Passed)[] buffers;
    private int next;

    /// <summary>
    /// Allocates for groups of so many values.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public UploadStaging(DeviceArrays arrays, ObjectiveKernels kernels, CudaStream stream, int groupLength)
    {
        (this.kernels, this.stream) = (kernels, stream);
        var piece = Math.Min(groupLength, LongestPiece);
        group = arrays.Add<float>((groupLength + (long)piece - 1) / piece * piece);
        buffers = [(arrays.AddPinned<float>(piece), arrays.AddEvent()), (arrays.AddPinned<float>(piece), arrays.AddEvent())];
        foreach (var (_, passed) in buffers)
        {
            passed.Record(stream);
        }
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
        for (var start = 0; start < interleaved.Length;)
        {
            var (memory, passed) = buffers[next];
            var part = interleaved[start..Math.Min(start + memory.Length, interleaved.Length)];
            passed.Synchronize();
            part.CopyTo(memory.Span);

            // The last piece is copied in full: no kernel reads beyond the group.
            group.Slice(start, memory.Length).AsyncCopyToDevice(memory, stream);
            passed.Record(stream);
            start += part.Length;
            next = 1 - next;
        }

        var threads = kernels.Geometry.ArrangeThreads;
        var blocks = (((long)segmentGroups * kernels.Geometry.GroupLength * ChunkBatch.Lanes) + threads - 1) / threads;
        kernels.Arrange.Launch(
            stream, checked((int)blocks), (int)threads, 0,
            group, audio, (uint)firstChunk, (uint)lanes, (uint)(interleaved.Length / ChunkBatch.Lanes), (uint)segmentGroups);
    }
}
