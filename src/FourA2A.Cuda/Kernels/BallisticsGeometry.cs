using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What <c>ballisticsGeometry</c> in <c>kernels/Ballistics.cu</c> says, field by field; the numbers stand there alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BallisticsGeometry(
    uint SegmentsPerSpan, uint SpanLength, uint DoublesPerStep, uint ReduceThreads, uint Moved, uint NotANumber);
