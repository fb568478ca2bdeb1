using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What <c>ballisticsGeometry</c> in <c>kernels/Ballistics.cu</c> says, field by field; the numbers stand there alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BallisticsGeometry(
    uint SegmentsPerSpan, uint SpanLength, uint DoublesPerStep, uint ReduceThreads, uint Moved, uint NotANumber)
{
    /// <summary>Spans of all chunks, one block each.</summary>
    public int Spans(ChunkRows rows)
    {
        var spans = rows.Chunks * ((rows.Length + (long)SpanLength - 1) / SpanLength);
        return spans <= int.MaxValue
            ? (int)spans
            : throw new ArgumentOutOfRangeException(nameof(rows), spans, $"Found more spans of {SpanLength} samples than the {int.MaxValue} blocks of one launch; launch fewer chunks at a time.");
    }
}
