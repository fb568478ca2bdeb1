using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The level of each sample, <c>L = log2(max(|x|, 1e-8))</c>, as <see cref="Chunks.ChunkBatch.Level"/> stores it, and its derivatives; 1 dB is log2(10)/20
/// of it. Error of the level below 1 ulp.
/// </summary>
/// <remarks>
/// <para>
/// With <c>D = 1/(x ln 2)</c> where <c>|x| &gt; 1e-8</c> and 0 elsewhere. A prime marks the change along a direction, i and j those along two of them; of a
/// direction's <see cref="StageTangent{TSignal}"/> X is x', the rest is not read.
/// </para>
/// <para>
/// All arrays are float, [chunks, pitch], shaped by one <see cref="ChunkRows"/>, begin on 16 bytes, and are finite; results may be sources. Where null is
/// taken for an array it is zero, and not read. Between the end of a row and the next nothing is read or written. Every result is the same to the bit in every run. Calls
/// return when the work is queued.
/// </para>
/// </remarks>
public sealed class LevelKernels : IDisposable
{
    private readonly ElementwiseModule module;
    private readonly CudaKernel forward;
    private readonly CudaKernel first;
    private readonly CudaKernel second;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public LevelKernels(CudaContext context)
    {
        module = new ElementwiseModule(context, "Level");
        forward = module.GetKernel("level");
        // Each sample's level depends on that sample alone: forwards and backwards, derivatives are one product.
        first = module.GetKernel("levelFirstDerivative");
        second = module.GetKernel("levelSecondDerivative");
    }

    /// <summary>
    /// Queues L.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="x">x.</param>
    /// <param name="level">Result, L.</param>
    /// <param name="rows">Shape of both.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the result in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Forward(CudaStream stream, CudaDeviceVariable<float> x, CudaDeviceVariable<float> level, ChunkRows rows)
        => Launch(forward, stream, [x], level, rows);

    /// <summary>Queues the JVP, <c>L' = D x'</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="x">x.</param>
    /// <param name="tangent">x'.</param>
    /// <param name="levelTangent">Result, L'.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Jvp(
        CudaStream stream, CudaDeviceVariable<float> x, StageTangent<CudaDeviceVariable<float>> tangent, CudaDeviceVariable<float> levelTangent, ChunkRows rows)
        => Launch(first, stream, [x, tangent.X], levelTangent, rows);

    /// <summary>Queues the VJP, <c>xbar = D Lbar</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="x">x.</param>
    /// <param name="levelCotangent">Lbar.</param>
    /// <param name="xCotangent">Result, xbar.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Vjp(CudaStream stream, CudaDeviceVariable<float> x, CudaDeviceVariable<float> levelCotangent, CudaDeviceVariable<float> xCotangent, ChunkRows rows)
        => Launch(first, stream, [x, levelCotangent], xCotangent, rows);

    /// <summary>Queues the JVP of the VJP, <c>xbar' = D (Lbar' - Lbar x'/x)</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="x">x.</param>
    /// <param name="levelCotangent">Lbar.</param>
    /// <param name="tangent">x'.</param>
    /// <param name="levelCotangentTangent">Lbar'.</param>
    /// <param name="xCotangentTangent">Result, xbar'.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfVjp(
        CudaStream stream,
        CudaDeviceVariable<float> x,
        CudaDeviceVariable<float> levelCotangent,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> levelCotangentTangent,
        CudaDeviceVariable<float> xCotangentTangent,
        ChunkRows rows)
        => Launch(second, stream, [x, levelCotangent, tangent.X, levelCotangentTangent], xCotangentTangent, rows);

    /// <summary>Queues the JVP of the JVP, <c>L_ij = D (x_ij - x_i x_j / x)</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="x">x.</param>
    /// <param name="tangent">x_i.</param>
    /// <param name="otherTangent">x_j.</param>
    /// <param name="xSecond">x_ij; may be null.</param>
    /// <param name="levelSecond">Result, L_ij.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfJvp(
        CudaStream stream,
        CudaDeviceVariable<float> x,
        StageTangent<CudaDeviceVariable<float>> tangent,
        StageTangent<CudaDeviceVariable<float>> otherTangent,
        CudaDeviceVariable<float>? xSecond,
        CudaDeviceVariable<float> levelSecond,
        ChunkRows rows)
        => Launch(second, stream, [x, tangent.X, otherTangent.X, xSecond], levelSecond, rows);

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    private void Launch(
        CudaKernel kernel, CudaStream stream, ReadOnlySpan<CudaDeviceVariable<float>?> sources, CudaDeviceVariable<float> result, ChunkRows rows)
        => module.Launch(kernel, stream, [(float)ModelConstants.LevelFloor], sources, [result], rows);
}
