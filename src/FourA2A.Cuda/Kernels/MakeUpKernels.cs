using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The smoothed gain and the make-up applied to each sample, <c>z = x g G</c>, <c>G = 10^(gamma/20)</c>, and its derivatives. gamma in dB; x, the dry sample, stays.
/// </summary>
/// <remarks>
/// <para>
/// With <c>k = ln 10 / 20</c>. A prime marks the change along a direction, i and j those along two of them; of a direction's
/// <see cref="StageTangent{TSignal}"/> theta gives gamma', X is g', Y is not read.
/// </para>
/// <inheritdoc cref="LevelKernels" path="/remarks/para[2]"/>
/// <inheritdoc cref="GainComputerKernels" path="/remarks/para[2]"/>
/// <para>An object serves one stream at a time.</para>
/// </remarks>
public sealed class MakeUpKernels : IDisposable
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
    public MakeUpKernels(CudaContext context)
    {
        module = new ElementwiseModule(context, "MakeUp", "makeUpSums", 1);
        forward = module.GetKernel("makeUp");
        jvp = module.GetKernel("makeUpJvp");
        vjp = module.GetKernel("makeUpVjp");
        jvpOfVjp = module.GetKernel("makeUpJvpOfVjp");
        jvpOfJvp = module.GetKernel("makeUpJvpOfJvp");
    }

    /// <summary>
    /// Queues z.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="makeUp">G.</param>
    /// <param name="x">x.</param>
    /// <param name="g">g.</param>
    /// <param name="z">Result, z.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps a result in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Forward(
        CudaStream stream, MakeUp makeUp, CudaDeviceVariable<float> x, CudaDeviceVariable<float> g, CudaDeviceVariable<float> z, ChunkRows rows)
        => module.Launch(forward, stream, [(float)makeUp.Amplitude], [x, g], [z], rows);

    /// <summary>Queues the JVP, <c>z' = x G (g' + k gamma' g)</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="makeUp">G.</param>
    /// <param name="x">x.</param>
    /// <param name="g">g.</param>
    /// <param name="tangent">gamma' and g'.</param>
    /// <param name="zTangent">Result, z'.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Jvp(
        CudaStream stream,
        MakeUp makeUp,
        CudaDeviceVariable<float> x,
        CudaDeviceVariable<float> g,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> zTangent,
        ChunkRows rows)
        => module.Launch(jvp, stream, [(float)makeUp.Amplitude, Change(tangent)], [x, g, tangent.X], [zTangent], rows);

    /// <summary>Queues the VJP: <c>gbar = x G zbar</c>, <c>gammabar = k sum gbar g</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="makeUp">G.</param>
    /// <param name="x">x.</param>
    /// <param name="g">g.</param>
    /// <param name="zCotangent">zbar.</param>
    /// <param name="gCotangent">Result, gbar; null where nobody asks for it.</param>
    /// <param name="makeUpCotangent">Result, gammabar.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Vjp(
        CudaStream stream,
        MakeUp makeUp,
        CudaDeviceVariable<float> x,
        CudaDeviceVariable<float> g,
        CudaDeviceVariable<float> zCotangent,
        CudaDeviceVariable<float>? gCotangent,
        CudaDeviceVariable<double> makeUpCotangent,
        ChunkRows rows)
        => module.Launch(vjp, stream, [(float)makeUp.Amplitude], [x, g, zCotangent], [gCotangent], makeUpCotangent, rows);

    /// <summary>
    /// Queues the JVP of the VJP, the change of its results: <c>gbar' = x G (zbar' + k gamma' zbar)</c>, <c>gammabar' = k sum (gbar' g + gbar g')</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="makeUp">G.</param>
    /// <param name="x">x.</param>
    /// <param name="g">g.</param>
    /// <param name="zCotangent">zbar.</param>
    /// <param name="tangent">gamma' and g'.</param>
    /// <param name="zCotangentTangent">zbar'.</param>
    /// <param name="gCotangentTangent">Result, gbar'; null where nobody asks for it.</param>
    /// <param name="makeUpCotangentTangent">Result, gammabar'.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfVjp(
        CudaStream stream,
        MakeUp makeUp,
        CudaDeviceVariable<float> x,
        CudaDeviceVariable<float> g,
        CudaDeviceVariable<float> zCotangent,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> zCotangentTangent,
        CudaDeviceVariable<float>? gCotangentTangent,
        CudaDeviceVariable<double> makeUpCotangentTangent,
        ChunkRows rows)
        => module.Launch(
            jvpOfVjp, stream, [(float)makeUp.Amplitude, Change(tangent)], [x, g, zCotangent, tangent.X, zCotangentTangent], [gCotangentTangent],
            makeUpCotangentTangent, rows);

    /// <summary>
    /// Queues the JVP of the JVP, <c>z_ij = x G (g_ij + k gamma_i g_j + k gamma_j g_i + k^2 gamma_i gamma_j g)</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="makeUp">G.</param>
    /// <param name="x">x.</param>
    /// <param name="g">g.</param>
    /// <param name="first">gamma_i and g_i.</param>
    /// <param name="second">gamma_j and g_j; may be the first.</param>
    /// <param name="gSecond">g_ij; may be null.</param>
    /// <param name="zSecond">Result, z_ij.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfJvp(
        CudaStream stream,
        MakeUp makeUp,
        CudaDeviceVariable<float> x,
        CudaDeviceVariable<float> g,
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? gSecond,
        CudaDeviceVariable<float> zSecond,
        ChunkRows rows)
        => module.Launch(
            jvpOfJvp, stream, [(float)makeUp.Amplitude, Change(first), Change(second)], [x, g, first.X, second.X, gSecond], [zSecond], rows);

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    // k gamma'.
    private static KernelArgument Change(StageTangent<CudaDeviceVariable<float>> tangent)
        => (float)(ModelConstants.NepersPerDecibel * tangent.Theta[CoreParameters.MakeUp]);
}
