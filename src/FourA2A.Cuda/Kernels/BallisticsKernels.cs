using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Differentiation;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The ballistics of many chunks in one launch, and their derivatives: <c>g[n] = g[n-1] + a[n] d[n]</c>, <c>d[n] = f[n] - g[n-1]</c>, <c>g[-1] = 1</c>, with
/// <c>a[n] = m[n] a_at + (1 - m[n]) a_rt</c> and <c>m[n] = 1</c> in attack, <c>d[n] &lt; 0</c>, else 0. Ties are release.
/// </summary>
/// <remarks>
/// <para>
/// All arrays are float, [chunks, pitch], shaped by one <see cref="ChunkRows"/>, begin on 16 bytes, and are finite. Results are arrays apart
/// from all others, but for <see cref="Forward"/>. The derivatives know f and g by their difference d alone. <see cref="Forward"/> takes it in double and
/// rounds it once, so that its sign bit is the decision m of the recursion in double, and its digits are right also where g has settled near f. They treat m as
/// constant. A prime marks the change along a direction, i and j the changes along two of them; of a direction's <see cref="StageTangent{TSignal}"/> theta gives
/// a_at' and a_rt', X is f' and Y is g'. An array that may be null is zero there, and not read.
/// </para>
/// <para>
/// Each derivative is one one-pole, run by a parallel scan in a single pass (see <see cref="OnePoleScan"/>, also for
/// errors), with the multipliers <c>1 - a[n]</c> known to 48 bits. Sums are taken in float over a tile of 4,096 samples and in double from
/// there on. Every result is the same to the bit in every run.
/// </para>
/// <para>
/// Calls but <see cref="Forward"/> return when the work is queued. An object serves one stream at a time. Sources: G. Blelloch, "Prefix Sums and Their
/// Applications", CMU-CS-90-190, section 1.4; C.-Y. Yu et al., "Differentiable All-pole Filters for Time-varying Audio
/// Systems", DAFx 2024, for the VJP.
/// </para>
/// </remarks>
public sealed class BallisticsKernels : IDisposable
{
    private readonly CudaModule module;
    private readonly ShootingState shooting;
    private readonly ScanState scan;
    private readonly BlockSums sums;
    private readonly CudaKernel jvp;
    private readonly CudaKernel vjp;
    private readonly CudaKernel jvpOfVjp;
    private readonly CudaKernel jvpOfJvp;

    /// <summary>Bytes on the card that launches so far have needed beside their arrays.</summary>
    internal long Bytes => shooting.Bytes + scan.Bytes + sums.Bytes;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public BallisticsKernels(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        const int Sums = 2;
        module = context.LoadModule(KernelImages.Read("Ballistics"));
        shooting = new ShootingState(context, module);
        scan = new ScanState(context, module);
        sums = new BlockSums(context, module.GetKernel("ballisticsSums"), shooting.Geometry.ReduceThreads, Sums);
        jvp = module.GetKernel("ballisticsJvp");
        vjp = module.GetKernel("ballisticsVjp");
        jvpOfVjp = module.GetKernel("ballisticsJvpOfVjp");
        jvpOfJvp = module.GetKernel("ballisticsJvpOfJvp");
    }

    /// <summary>
    /// g and d from f: decisions, gains and differences in double as by the serial recursion, each rounded to float once.
    /// </summary>
    /// <remarks>
    /// Multiple shooting: every segment of 64 samples runs from a guess of the gain before it, a scan over the segments corrects the guesses, and
    /// so on until none moves. Relative error of g before rounding about 1e-14 at most, whatever the coefficients. Waits for the
    /// sweeps; the last pass is queued.
    /// </remarks>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="f">f, not negative.</param>
    /// <param name="g">g; may be f.</param>
    /// <param name="difference">d, with the sign bit set in attack alone; may be f.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <returns>Sweeps until no guess moved.</returns>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps another in part.</exception>
    /// <exception cref="ArithmeticException">A gain is no number, or the guesses do not settle.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public int Forward(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> f,
        CudaDeviceVariable<float> g,
        CudaDeviceVariable<float> difference,
        ChunkRows rows)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(difference);
        KernelArrays.Require([f], [g, difference], rows.Span);
        return shooting.Run(stream, coefficients, f, g, difference, rows);
    }

    /// <summary>
    /// Queues the JVP: <c>g'[n] = (1 - a[n]) g'[n-1] + a[n] f'[n] + a'[n] d[n]</c>, <c>g'[-1] = 0</c>, <c>a' = m a_at' + (1 - m) a_rt'</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="difference">d of <see cref="Forward"/>.</param>
    /// <param name="tangent">a_at', a_rt' and f'.</param>
    /// <param name="gTangent">Result, g'.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the result.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Jvp(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> difference,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> gTangent,
        ChunkRows rows)
    {
        KernelArrays.RequireSeparate([difference, tangent.X], gTangent, rows.Span);
        scan.Launch(
            jvp, stream, [.. Arguments(coefficients), .. Changes(tangent), .. KernelArrays.OrNull(tangent.X)], difference, gTangent, rows);
    }

    /// <summary>
    /// Queues the VJP: from <c>v = dL/dg</c> the adjoint <c>lambda[n] = v[n] + (1 - a[n+1]) lambda[n+1]</c>, <c>lambda[N] = 0</c>, then
    /// <c>dL/df = a lambda</c>, <c>dL/da_at = sum m lambda d</c>, <c>dL/da_rt = sum (1 - m) lambda d</c>, sums over all chunks.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="difference">d of <see cref="Forward"/>.</param>
    /// <param name="gCotangent">v.</param>
    /// <param name="adjoint">Result, lambda.</param>
    /// <param name="fCotangent">Result, dL/df.</param>
    /// <param name="coefficientCotangents">Result, dL/da_at and dL/da_rt.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps a result.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Vjp(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> difference,
        CudaDeviceVariable<float> gCotangent,
        CudaDeviceVariable<float> adjoint,
        CudaDeviceVariable<float> fCotangent,
        CudaDeviceVariable<double> coefficientCotangents,
        ChunkRows rows)
    {
        ArgumentNullException.ThrowIfNull(difference);
        KernelArrays.RequireSeparate([difference, gCotangent], adjoint, rows.Span);
        KernelArrays.RequireSeparate([difference, gCotangent, adjoint], fCotangent, rows.Span);
        sums.Launch(
            stream, coefficientCotangents, scan.Tiles(rows),
            parts => scan.Launch(vjp, stream, [.. Arguments(coefficients), difference, adjoint, parts], gCotangent, fCotangent, rows));
    }

    /// <summary>
    /// Queues the JVP of the VJP: how the results of <see cref="Vjp"/> change.
    /// <c>lambda'[n] = v'[n] + (1 - a[n+1]) lambda'[n+1] - a'[n+1] lambda[n+1]</c>, <c>lambda'[N] = 0</c>, then <c>(dL/df)' = a lambda' + a' lambda</c> and
    /// <c>(dL/da_at)' = sum m (lambda' d + lambda d')</c>, <c>d'[n] = f'[n] - g'[n-1]</c>, <c>(dL/da_rt)'</c> likewise with <c>1 - m</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="difference">d of <see cref="Forward"/>.</param>
    /// <param name="adjoint">lambda of <see cref="Vjp"/>.</param>
    /// <param name="tangent">a_at', a_rt', f', and g' of <see cref="Jvp"/>.</param>
    /// <param name="gCotangentTangent">v'.</param>
    /// <param name="fCotangentTangent">Result, (dL/df)'.</param>
    /// <param name="coefficientCotangentTangents">Result, (dL/da_at)' and (dL/da_rt)'.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps a result.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void JvpOfVjp(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> difference,
        CudaDeviceVariable<float> adjoint,
        StageTangent<CudaDeviceVariable<float>> tangent,
        CudaDeviceVariable<float> gCotangentTangent,
        CudaDeviceVariable<float> fCotangentTangent,
        CudaDeviceVariable<double> coefficientCotangentTangents,
        ChunkRows rows)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(adjoint);
        KernelArrays.RequireSeparate([difference, adjoint, tangent.X, tangent.Y, gCotangentTangent], fCotangentTangent, rows.Span);
        sums.Launch(
            stream, coefficientCotangentTangents, scan.Tiles(rows),
            parts => scan.Launch(
                jvpOfVjp, stream,
                [.. Arguments(coefficients), .. Changes(tangent), difference, adjoint, .. KernelArrays.OrNull(tangent.X, tangent.Y), parts],
                gCotangentTangent, fCotangentTangent, rows));
    }

    /// <summary>
    /// Queues the JVP of the JVP: <c>g_ij[n] = (1 - a[n]) g_ij[n-1] + a[n] f_ij[n] + a_i[n] d_j[n] + a_j[n] d_i[n]</c>, <c>g_ij[-1] = 0</c>,
    /// <c>d_i[n] = f_i[n] - g_i[n-1]</c>, <c>a_i = m a_at,i + (1 - m) a_rt,i</c>, the same for j.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="difference">d of <see cref="Forward"/>.</param>
    /// <param name="first">a_at,i, a_rt,i, f_i, and g_i of <see cref="Jvp"/>.</param>
    /// <param name="second">The same for j; may be the first.</param>
    /// <param name="fSecond">f_ij; may be null.</param>
    /// <param name="gSecond">Result, g_ij.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the result.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void JvpOfJvp(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> difference,
        StageTangent<CudaDeviceVariable<float>> first,
        StageTangent<CudaDeviceVariable<float>> second,
        CudaDeviceVariable<float>? fSecond,
        CudaDeviceVariable<float> gSecond,
        ChunkRows rows)
    {
        KernelArrays.RequireSeparate([difference, first.X, first.Y, second.X, second.Y, fSecond], gSecond, rows.Span);
        scan.Launch(
            jvpOfJvp, stream,
            [
                .. Arguments(coefficients), .. Changes(first), .. Changes(second),
                .. KernelArrays.OrNull(first.X, first.Y, second.X, second.Y, fSecond),
            ],
            difference, gSecond, rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        shooting.Dispose();
        scan.Dispose();
        sums.Dispose();
        module.Dispose();
    }

    private static KernelArgument[] Arguments(BallisticsCoefficients coefficients)
        => [.. OnePoleScan.Twofold(coefficients.Attack), .. OnePoleScan.Twofold(coefficients.Release)];

    private static KernelArgument[] Changes(StageTangent<CudaDeviceVariable<float>> tangent)
        => [(float)tangent.Theta[CoreParameters.Attack], (float)tangent.Theta[CoreParameters.Release]];
}
