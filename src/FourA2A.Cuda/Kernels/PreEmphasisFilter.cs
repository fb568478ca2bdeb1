using FourA2A.Compressor;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The pre-emphasis <c>P(q) = (1 - q^-1) / (1 - p q^-1)</c>, p = 0.995, of many chunks in one launch, each from zero state, and
/// its transpose, which is the same filter run backwards.
/// </summary>
/// <remarks>
/// <c>w[n] = p w[n-1] + x[n]</c> by a parallel scan, <c>P x[n] = x[n] - (1 - p) w[n-1]</c>. Shapes, aliasing, queueing and
/// reproducibility are as in <see cref="OnePoleScan"/>.
/// </remarks>
public sealed class PreEmphasisFilter : IDisposable
{
    private readonly CudaModule module;
    private readonly ScanState state;
    private readonly CudaKernel direct;
    private readonly CudaKernel transposed;
    private readonly KernelArgument[] coefficients =
        [.. OnePoleScan.Twofold(ModelConstants.PreEmphasisPole), (float)(1 - ModelConstants.PreEmphasisPole)];

    /// <summary>Bytes on the card that launches so far have needed beside their arrays.</summary>
    internal long Bytes => state.Bytes;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public PreEmphasisFilter(CudaContext context)
    {
        module = context.LoadModule(KernelImages.Read("PreEmphasis"));
        state = new ScanState(context, module);
        direct = module.GetKernel("preEmphasis");
        transposed = module.GetKernel("preEmphasisTransposed");
    }

    /// <summary>
    /// Queues <c>P x</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="source">x, [chunks, pitch].</param>
    /// <param name="result">P x, [chunks, pitch].</param>
    /// <param name="rows">Shape of both.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the result in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Apply(CudaStream stream, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
        => state.Launch(direct, stream, coefficients, source, result, rows);

    /// <summary>Queues <c>P^T v</c>: what turns a gradient with respect to P x into one with respect to x.</summary>
    /// <inheritdoc cref="Apply"/>
    public void ApplyTransposed(CudaStream stream, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
        => state.Launch(transposed, stream, coefficients, source, result, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        state.Dispose();
        module.Dispose();
    }
}
