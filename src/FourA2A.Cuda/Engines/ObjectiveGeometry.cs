using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// What <c>objectiveGeometry</c> in <c>kernels/Objective.cu</c> says, field by field; the numbers stand there alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ObjectiveGeometry(uint SegmentLength, uint GroupLength, uint SegmentsPerSpan, uint ArrangeThreads, uint ReduceThreads)
{
    /// <summary>Groups of 32 segments that a chunk is padded to.</summary>
    public int SegmentGroups(int length) => (int)((length + (long)GroupLength - 1) / GroupLength);

    /// <summary>Spans, one block each, of a chunk.</summary>
    public int Spans(int segmentGroups)
        => (int)(((segmentGroups * (long)(GroupLength / SegmentLength)) + SegmentsPerSpan - 1) / SegmentsPerSpan);
}
