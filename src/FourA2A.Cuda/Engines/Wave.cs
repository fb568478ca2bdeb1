using FourA2A.Chunks;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// Groups of a batch that are launched together, and what the card knows of them from one evaluation to the next.
/// </summary>
internal sealed class Wave
{
    // From no reduction anywhere, recordings and noise took at most 14 sweeps (bench shooting).
    private const int FirstSweeps = 16;

    private readonly ChunkBatch batch;
    private readonly int spans;

    /// <summary>
    /// Allocates for some groups of a batch.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public Wave(DeviceArrays arrays, ObjectiveGeometry geometry, CudaStream stream, ChunkBatch batch, int firstGroup, int groupCount, WaveAudio audio)
    {
        this.batch = batch;
        (FirstGroup, GroupCount, Audio) = (firstGroup, groupCount, audio);
        SegmentGroups = geometry.SegmentGroups(batch.PaddedLength);
        spans = geometry.Spans(SegmentGroups);
        uint[] lengths = [.. Groups.SelectMany(group => Enumerable.Range(0, batch.ChunksIn(group)).Select(lane => (uint)batch.ValidLength(group, lane)))];
        ChunkCount = lengths.Length;
        Lengths = arrays.Add<uint>(ChunkCount);
        Guesses = arrays.Add<double>((long)Blocks * geometry.SegmentsPerSpan);
        Lengths.CopyToDevice(lengths);
        Forget(stream);
    }

    public int FirstGroup { get; }

    public int GroupCount { get; }

    /// <summary>The groups' numbers in the batch.</summary>
    public IEnumerable<int> Groups => Enumerable.Range(FirstGroup, GroupCount);

    public int ChunkCount { get; }

    /// <summary>Groups of 32 segments in a chunk.</summary>
    public int SegmentGroups { get; }

    /// <summary>Blocks of a launch: spans of all chunks.</summary>
    public int Blocks => ChunkCount * spans;

    public WaveAudio Audio { get; }

    /// <summary>Samples of each chunk.</summary>
    public CudaDeviceVariable<uint> Lengths { get; }

    /// <summary>Reduction <c>1 - g</c> before each segment, as the last evaluation found it.</summary>
    public CudaDeviceVariable<double> Guesses { get; }

    /// <summary>Sweeps that the next evaluation is expected to need.</summary>
    public int Sweeps { get; set; }

    /// <summary>Blocks of one of the groups.</summary>
    public int BlocksOf(int group) => batch.ChunksIn(group) * spans;

    /// <summary>Starts the next evaluation from no reduction anywhere.</summary>
    public void Forget(CudaStream stream)
    {
        Guesses.AsyncMemset(0, stream);
        Sweeps = FirstSweeps;
    }
}
