using FourA2A.Compressor;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The level of each sample, <c>log2(max(|x|, 1e-8))</c>, as <see cref="Chunks.ChunkBatch.Level"/> stores it; 1 dB is log2(10)/20
/// of it. Error below 1 ulp.
/// </summary>
public sealed class LevelKernel : IDisposable
{
    private readonly ElementwiseKernel kernel;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public LevelKernel(CudaContext context) => kernel = new ElementwiseKernel(context, "Level", "level");

    /// <summary>
    /// Queues the level of all samples.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="source">x, any length, finite.</param>
    /// <param name="result">Level, as long; may be the source.</param>
    /// <exception cref="ArgumentException">Lengths differ, or an array is not aligned or overlaps the other in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Apply(CudaStream stream, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result)
        => kernel.Launch(stream, [(float)ModelConstants.LevelFloor], source, result);

    /// <inheritdoc/>
    public void Dispose() => kernel.Dispose();
}
