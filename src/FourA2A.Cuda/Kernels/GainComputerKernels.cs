using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The static curve of each sample as an amplitude, <c>f = 10^(c/20)</c> with <c>c = min(0, s (CT - L))</c> dB, from levels as
/// <see cref="LevelKernels"/> makes them, and its derivatives. <c>f &lt;= 1</c>, and 1 exactly where the gain computer is not active. exp2 is good to 1.01 ulp.
/// </summary>
/// <remarks>
/// <para>
/// Levels, their changes and their cotangents are in units of log2, of which 1 dB is <c>b = log2(10)/20</c>: then <c>f = 2^(s e)</c> with <c>e = min(0, b CT - L)</c>, and no
/// product of L loses digits to a conversion. CT, its changes and its cotangent are in dB. With <c>e' = b CT' - L'</c> and <c>h' = ln 2 (s' e + s e')</c>, the
/// change of ln f, where active, <c>e &lt; 0</c>, and both zero elsewhere. A prime marks the change along a direction, i and j those along two of
/// them; of a direction's <see cref="StageTangent{TSignal}"/> theta gives CT' and s', X is L', Y is not read.
/// </para>
/// <para>Sums are over all samples of all chunks: in float within a block of 4,096 samples, in double over blocks, in a fixed order.</para>
/// <inheritdoc cref="LevelKernels" path="/remarks/para[2]"/>
/// <para>An object serves one stream at a time.</para>
/// </remarks>
public sealed class GainComputerKernels : IDisposable
{
    private static readonly double Log2PerDecibel = Math.Log2(10) / 20;

    private readonly ElementwiseModule module;
    private readonly CudaKernel forward;
    private readonly CudaKernel jvp;
    private readonly CudaKernel vjp;
    private readonly CudaKernel jvpOfVjp;
    private readonly CudaKernel jvpOfJvp;

    /// <summary>Bytes on the card that launches so far have needed beside their arrays.</summary>
    internal long Bytes => module.Bytes;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public GainComputerKernels(CudaContext context)
    {
        const int Sums = 2;
        module = new ElementwiseModule(context, "GainComputer", "gainComputerSums", Sums);
        forward = module.GetKernel("gainComputer");
        jvp = module.GetKernel("gainComputerJvp");
        vjp = module.GetKernel("gainComputerVjp");
        jvpOfVjp = module.GetKernel("gainComputerJvpOfVjp");
        jvpOfJvp = module.GetKernel("gainComputerJvpOfJvp");
    }

    /// <summary>
    /// Queues f.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="curve">CT and s.</param>
    /// <param name="level">L.</param>
    /// <param name="f">Result, f.</param>
    /// <param name="rows">Shape of both.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps a result in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Forward(CudaStream stream, GainComputer curve, CudaDeviceVariable<float> level, CudaDeviceVariable<float> f, ChunkRows rows)
        => module.Launch(forward, stream, Arguments(curve), [level], [f], rows);

    /// <summary>Queues the JVP, <c>f' = f h'</c>.</summary>
    /// <param name="stream">Queue.</param>
    /// <param name="curve">CT and s.</param>
    /// <param name="level">L.</param>
    /// <param name="tangent">CT', s' and L'.</param>
    /// <param name="fTangent">Result, f'.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Jvp(
        CudaStream stream,
        GainComputer curve,
        CudaDeviceVariable<float> level,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> fTangent,
        ChunkRows rows)
        => module.Launch(jvp, stream, [.. Arguments(curve), .. Changes(tangent)], [level, tangent.X], [fTangent], rows);

    /// <summary>
    /// Queues the VJP: with <c>q = fbar f</c> where active and 0 elsewhere <c>Lbar = -ln 2 s q</c>, <c>CTbar = k sum s q</c>, k = ln 10 / 20, and <c>sbar = ln 2 sum q e</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="curve">CT and s.</param>
    /// <param name="level">L.</param>
    /// <param name="fCotangent">fbar.</param>
    /// <param name="levelCotangent">Result, Lbar; null where nobody asks for it.</param>
    /// <param name="curveCotangents">Result, CTbar and sbar.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void Vjp(
        CudaStream stream,
        GainComputer curve,
        CudaDeviceVariable<float> level,
        CudaDeviceVariable<float> fCotangent,
        CudaDeviceVariable<float>? levelCotangent,
        CudaDeviceVariable<double> curveCotangents,
        ChunkRows rows)
        => module.Launch(vjp, stream, Arguments(curve), [level, fCotangent], [levelCotangent], curveCotangents, rows);

    /// <summary>
    /// Queues the JVP of the VJP, the change of its results: <c>q' = f (fbar' + fbar h')</c> where active and 0 elsewhere, <c>Lbar' = -ln 2 (s' q + s q')</c>,
    /// <c>CTbar' = k sum (s' q + s q')</c>, <c>sbar' = ln 2 sum (q' e + q e')</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="curve">CT and s.</param>
    /// <param name="level">L.</param>
    /// <param name="fCotangent">fbar.</param>
    /// <param name="tangent">CT', s' and L'.</param>
    /// <param name="fCotangentTangent">fbar'.</param>
    /// <param name="levelCotangentTangent">Result, Lbar'; null where nobody asks for it.</param>
    /// <param name="curveCotangentTangents">Result, CTbar' and sbar'.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfVjp(
        CudaStream stream,
        GainComputer curve,
        CudaDeviceVariable<float> level,
        CudaDeviceVariable<float> fCotangent,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> fCotangentTangent,
        CudaDeviceVariable<float>? levelCotangentTangent,
        CudaDeviceVariable<double> curveCotangentTangents,
        ChunkRows rows)
        => module.Launch(
            jvpOfVjp, stream, [.. Arguments(curve), .. Changes(tangent)], [level, fCotangent, tangent.X, fCotangentTangent], [levelCotangentTangent],
            curveCotangentTangents, rows);

    /// <summary>
    /// Queues the JVP of the JVP, <c>f_ij = f (h_i h_j + ln 2 (s_i e_j + s_j e_i - s L_ij))</c>, the last only where active.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="curve">CT and s.</param>
    /// <param name="level">L.</param>
    /// <param name="first">CT_i, s_i and L_i.</param>
    /// <param name="second">CT_j, s_j and L_j; may be the first.</param>
    /// <param name="levelSecond">L_ij; may be null.</param>
    /// <param name="fSecond">Result, f_ij.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public void JvpOfJvp(
        CudaStream stream,
        GainComputer curve,
        CudaDeviceVariable<float> level,
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? levelSecond,
        CudaDeviceVariable<float> fSecond,
        ChunkRows rows)
        => module.Launch(
            jvpOfJvp, stream, [.. Arguments(curve), .. Changes(first), .. Changes(second)], [level, first.X, second.X, levelSecond], [fSecond], rows);

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    private static KernelArgument[] Arguments(GainComputer curve) => [(float)(curve.ThresholdDb * Log2PerDecibel), (float)curve.Slope];

    private static KernelArgument[] Changes(StageTangent<CudaDeviceVariable<float>> tangent)
        => Arguments(new GainComputer(tangent.Theta[CoreParameters.Threshold], tangent.Theta[CoreParameters.SlopeIndex]));
}
