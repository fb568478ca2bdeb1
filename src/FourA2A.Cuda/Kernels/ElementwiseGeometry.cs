using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What <c>elementwiseGeometry</c> in <c>kernels/Elementwise.cuh</c> says, field by field; the numbers stand there alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ElementwiseGeometry(uint ThreadsPerBlock, uint SamplesPerBlock, uint ReduceThreads);
