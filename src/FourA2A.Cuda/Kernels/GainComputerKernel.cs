using FourA2A.Compressor;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The static curve of each sample as an amplitude, <c>f = 10^(c/20)</c> with <c>c = min(0, s (CT - L))</c> dB, from levels as
/// <see cref="LevelKernel"/> makes them. <c>f &lt;= 1</c>, and 1 exactly where the gain computer is not active. exp2 is good to 1.01 ulp.
/// </summary>
public sealed class GainComputerKernel : IDisposable
{
    private static readonly double Log2PerDecibel = Math.Log2(10) / 20;

    private readonly ElementwiseKernel kernel;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public GainComputerKernel(CudaContext context) => kernel = new ElementwiseKernel(context, "GainComputer", "gainComputer");

    /// <summary>
    /// Queues the gain of all levels.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="curve">Threshold in dB and slope.</param>
    /// <param name="source">Level as log2 of the amplitude, any length.</param>
    /// <param name="result">f, as long; may be the source.</param>
    /// <exception cref="ArgumentException">Lengths differ, or an array is not aligned or overlaps the other in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Apply(CudaStream stream, GainComputer curve, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result)
        => kernel.Launch(stream, [(float)(curve.ThresholdDb * Log2PerDecibel), (float)curve.Slope], source, result);

    /// <inheritdoc/>
    public void Dispose() => kernel.Dispose();
}
