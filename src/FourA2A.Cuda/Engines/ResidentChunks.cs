using FourA2A.Chunks;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// Some groups of a batch in device memory, cut into segments (see <c>kernels/Segments.cuh</c>), and the reduction before each
/// segment as the last evaluation found it.
/// </summary>
internal sealed class ResidentChunks : IDisposable
{
    private const int ArrangeLanes = ChunkBatch.Lanes;

    private readonly ObjectiveKernels kernels;
    private readonly CudaDeviceVariable<float> staging;

    /// <summary>
    /// Allocates for some groups of a batch.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public ResidentChunks(CudaContext context, ObjectiveKernels kernels, ChunkBatch batch, int firstGroup, int groupCount)
    {
        this.kernels = kernels;
        (FirstGroup, GroupCount) = (firstGroup, groupCount);
        ChunkCount = Enumerable.Range(firstGroup, groupCount).Sum(batch.ChunksIn);
        SegmentGroups = kernels.Geometry.SegmentGroups(batch.PaddedLength);
        Spans = kernels.Geometry.Spans(SegmentGroups);
        var samples = (long)ChunkCount * SegmentGroups * kernels.Geometry.GroupLength;
        var segments = (long)Blocks * kernels.Geometry.SegmentsPerSpan;
        try
        {
            Dry = new CudaDeviceVariable<float>(context, samples);
            Target = new CudaDeviceVariable<float>(context, samples);
            Lengths = new CudaDeviceVariable<uint>(context, ChunkCount);
            Guesses = new CudaDeviceVariable<double>(context, segments);
            staging = new CudaDeviceVariable<float>(context, (long)batch.PaddedLength * ChunkBatch.Lanes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int FirstGroup { get; }

    public int GroupCount { get; }

    public int ChunkCount { get; }

    /// <summary>Groups of 32 segments in a chunk.</summary>
    public int SegmentGroups { get; }

    /// <summary>Spans of a chunk.</summary>
    public int Spans { get; }

    /// <summary>Spans of all chunks: blocks of a launch.</summary>
    public int Blocks => ChunkCount * Spans;

    public CudaDeviceVariable<float> Dry { get; }

    public CudaDeviceVariable<float> Target { get; }

    /// <summary>Samples of each chunk.</summary>
    public CudaDeviceVariable<uint> Lengths { get; }

    /// <summary>Reduction <c>1 - g</c> before each segment.</summary>
    public CudaDeviceVariable<double> Guesses { get; }

    /// <summary>Copies the groups' audio to the card.</summary>
    public void Upload(ChunkBatch batch, CudaStream stream)
    {
        var lengths = new uint[ChunkCount];
        for (int slot = 0, n = 0; n < GroupCount; n++)
        {
            var group = FirstGroup + n;
            var lanes = batch.ChunksIn(group);
            Arrange(batch.Dry(group), Dry, slot, lanes, batch.PaddedLength, stream);
            Arrange(batch.Target(group), Target, slot, lanes, batch.PaddedLength, stream);
            slot += lanes;
        }

        foreach (var chunk in batch.Chunks)
        {
            var (group, lane) = batch.Locate(chunk);
            if (group >= FirstGroup && group < FirstGroup + GroupCount)
            {
                lengths[Enumerable.Range(FirstGroup, group - FirstGroup).Sum(batch.ChunksIn) + lane] = (uint)batch.Layout.Length(chunk);
            }
        }

        Lengths.CopyToDevice(lengths);

        // No reduction anywhere: the first guess.
        Guesses.AsyncMemset(0, stream);
    }

    public void Dispose()
    {
        Dry?.Dispose();
        Target?.Dispose();
        Lengths?.Dispose();
        Guesses?.Dispose();
        staging?.Dispose();
    }

    private void Arrange(ReadOnlySpan<float> interleaved, CudaDeviceVariable<float> audio, int slot, int lanes, int length, CudaStream stream)
    {
        // Waits for the launch before it, which reads the staging memory.
        staging.CopyToDevice(interleaved);
        var threads = kernels.Geometry.ArrangeThreads;
        var blocks = ((long)SegmentGroups * kernels.Geometry.GroupLength * ArrangeLanes + threads - 1) / threads;
        kernels.Arrange.Launch(
            stream, checked((int)blocks), (int)threads, 0, staging, audio, (uint)slot, (uint)lanes, (uint)length, (uint)SegmentGroups);
    }
}
