using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The loss, <c>l = sum w (p - t)^2</c> over all samples of all chunks, and its derivatives; p the pre-emphasised output, t the pre-emphasised target, <c>w = 1</c>
/// from the warm-up's end to the chunk's, 0 elsewhere: there neither p nor t reaches a result.
/// </summary>
/// <remarks>
/// <para>A prime marks the change along a direction, i and j those along two of them.</para>
/// <inheritdoc cref="LevelKernels" path="/remarks/para[2]"/>
/// <inheritdoc cref="GainComputerKernels" path="/remarks/para[2]"/>
/// <para>An object serves one stream at a time.</para>
/// </remarks>
public sealed class LossKernels : IDisposable
{
    private readonly ElementwiseModule module;
    private readonly CudaKernel forward;
    private readonly CudaKernel jvp;
    private readonly CudaKernel vjp;
    private readonly CudaKernel jvpOfVjp;
    private readonly CudaKernel jvpOfJvp;

    /// <summary>Bytes on the card that launches so far have needed beside their arrays.</summary>
    internal long Bytes => module.Bytes;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public LossKernels(CudaContext context)
    {
        module = new ElementwiseModule(context, "Loss", "lossSums", 1);
        forward = module.GetKernel("loss");
        jvp = module.GetKernel("lossJvp");
        vjp = module.GetKernel("lossVjp");
        jvpOfVjp = module.GetKernel("lossJvpOfVjp");
        jvpOfJvp = module.GetKernel("lossJvpOfJvp");
    }

    /// <summary>
    /// Queues l.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="weight">Where w = 1.</param>
    /// <param name="p">p.</param>
    /// <param name="target">t.</param>
    /// <param name="sum">Result, l.</param>
    /// <param name="rows">Shape of p and t.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps a result in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Forward(
        CudaStream stream, LossWeight weight, CudaDeviceVariable<float> p, CudaDeviceVariable<float> target, CudaDeviceVariable<double> sum, ChunkRows rows)
        => module.Launch(forward, stream, Arguments(weight, rows), [p, target], [], sum, rows);

    /// <summary>Queues the JVP, <c>l' = 2 sum w (p - t) p'</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="weight">Where w = 1.</param>
    /// <param name="p">p.</param>
    /// <param name="target">t.</param>
    /// <param name="pTangent">p'.</param>
    /// <param name="sum">Result, l'.</param>
    /// <param name="rows">Shape of all arrays of samples.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Jvp(
        CudaStream stream,
        LossWeight weight,
        CudaDeviceVariable<float> p,
        CudaDeviceVariable<float> target,
        CudaDeviceVariable<float> pTangent,
        CudaDeviceVariable<double> sum,
        ChunkRows rows)
        => module.Launch(jvp, stream, Arguments(weight, rows), [p, target, pTangent], [], sum, rows);

    /// <summary>Queues the VJP, <c>pbar = 2 w (p - t)</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="weight">Where w = 1.</param>
    /// <param name="p">p.</param>
    /// <param name="target">t.</param>
    /// <param name="pCotangent">Result, pbar.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Vjp(
        CudaStream stream, LossWeight weight, CudaDeviceVariable<float> p, CudaDeviceVariable<float> target, CudaDeviceVariable<float> pCotangent, ChunkRows rows)
        => module.Launch(vjp, stream, Arguments(weight, rows), [p, target], [pCotangent], rows);

    /// <summary>Queues the JVP of the VJP, <c>pbar' = 2 w p'</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="weight">Where w = 1.</param>
    /// <param name="pTangent">p'.</param>
    /// <param name="pCotangentTangent">Result, pbar'.</param>
    /// <param name="rows">Shape of both.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfVjp(
        CudaStream stream, LossWeight weight, CudaDeviceVariable<float> pTangent, CudaDeviceVariable<float> pCotangentTangent, ChunkRows rows)
        => module.Launch(jvpOfVjp, stream, Arguments(weight, rows), [pTangent], [pCotangentTangent], rows);

    /// <summary>Queues the JVP of the JVP, <c>l_ij = 2 sum w (p_i p_j + (p - t) p_ij)</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="weight">Where w = 1.</param>
    /// <param name="p">p.</param>
    /// <param name="target">t.</param>
    /// <param name="first">p_i.</param>
    /// <param name="second">p_j; may be p_i.</param>
    /// <param name="pSecond">p_ij.</param>
    /// <param name="sum">Result, l_ij.</param>
    /// <param name="rows">Shape of all arrays of samples.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfJvp(
        CudaStream stream,
        LossWeight weight,
        CudaDeviceVariable<float> p,
        CudaDeviceVariable<float> target,
        CudaDeviceVariable<float> first,
        CudaDeviceVariable<float> second,
        CudaDeviceVariable<float> pSecond,
        CudaDeviceVariable<double> sum,
        ChunkRows rows)
        => module.Launch(jvpOfJvp, stream, Arguments(weight, rows), [p, target, first, second, pSecond], [], sum, rows);

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    private static KernelArgument[] Arguments(LossWeight weight, ChunkRows rows)
    {
        if (weight.Lengths is null || weight.Lengths.Length < rows.Chunks)
        {
            throw new ArgumentException($"Found {weight.Lengths?.Length ?? 0} lengths, expected one for each of {rows.Chunks} chunks.", nameof(weight));
        }

        return weight.WarmUp >= 0
            ? [weight.Lengths, (uint)weight.WarmUp]
            : throw new ArgumentException($"Found a warm-up of {weight.WarmUp} samples, expected 0 or more.", nameof(weight));
    }
}
