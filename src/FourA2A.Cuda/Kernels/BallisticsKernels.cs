using FourA2A.Compressor;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// The ballistics of many chunks in one launch, and their derivatives: <c>g[n] = g[n-1] + a[n] (f[n] - g[n-1])</c>, <c>g[-1] = 1</c>, with
/// <c>a[n] = m[n] a_at + (1 - m[n]) a_rt</c> and <c>m[n] = 1</c> in attack, <c>f[n] &lt; g[n-1]</c>, else 0. Ties are release.
/// </summary>
/// <remarks>
/// <para>
/// All arrays are float, [chunks, pitch], shaped by one <see cref="ChunkRows"/>, begin on 16 bytes, and are finite. Results are arrays apart
/// from all others, but for <see cref="Forward"/>. The derivatives take the decision m from f and g as they are given, in float, and treat it as
/// constant. A prime marks the change along a direction in which f, a_at, a_rt and v move.
/// </para>
/// <para>
/// Each derivative is one one-pole, run by a parallel scan in a single pass (see <see cref="OnePoleScan"/>, also for
/// errors), with the multipliers <c>1 - a[n]</c> known to 48 bits. Sums are taken in float over a thread's 16 samples and in double from
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
    private readonly CudaContext context;
    private readonly CudaModule module;
    private readonly ShootingState shooting;
    private readonly ScanState scan;
    private readonly CudaKernel jvp;
    private readonly CudaKernel vjp;
    private readonly CudaKernel jvpOfVjp;
    private readonly CudaKernel sums;
    private CudaDeviceVariable<double>? tileSums;

    /// <inheritdoc cref="OnePoleScan(CudaContext)"/>
    public BallisticsKernels(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.context = context;
        module = context.LoadModule(KernelImages.Read("Ballistics"));
        shooting = new ShootingState(context, module);
        scan = new ScanState(context, module);
        jvp = module.GetKernel("ballisticsJvp");
        vjp = module.GetKernel("ballisticsVjp");
        jvpOfVjp = module.GetKernel("ballisticsJvpOfVjp");
        sums = module.GetKernel("ballisticsSums");
    }

    /// <summary>
    /// g from f, exactly: decisions and gains in double as by the serial recursion, each gain rounded to float once.
    /// </summary>
    /// <remarks>
    /// Multiple shooting: every segment of 64 samples runs from a guess of the gain before it, a scan over the segments corrects the guesses, and
    /// so on until none moves. Relative error before rounding about 1e-14 at most, whatever the coefficients. Waits for the
    /// sweeps; the last pass is queued.
    /// </remarks>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="f">f, not negative.</param>
    /// <param name="g">g; may be f.</param>
    /// <param name="rows">Shape of both.</param>
    /// <returns>Sweeps until no guess moved.</returns>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the other in part.</exception>
    /// <exception cref="ArithmeticException">A gain is no number, or the guesses do not settle.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public int Forward(CudaStream stream, BallisticsCoefficients coefficients, CudaDeviceVariable<float> f, CudaDeviceVariable<float> g, ChunkRows rows)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KernelArrays.Require(f, nameof(f), g, rows.Span);
        KernelArrays.Require(g, nameof(g), g, rows.Span);
        return shooting.Run(stream, coefficients, f, g, rows);
    }

    /// <summary>
    /// Queues the JVP: <c>g'[n] = (1 - a[n]) g'[n-1] + a[n] f'[n] + a'[n] (f[n] - g[n-1])</c>, <c>g'[-1] = 0</c>, <c>a' = m a_at' + (1 - m) a_rt'</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="f">f.</param>
    /// <param name="g">g of <see cref="Forward"/>.</param>
    /// <param name="fTangent">f'.</param>
    /// <param name="coefficientTangents">a_at' and a_rt'.</param>
    /// <param name="gTangent">Result, g'.</param>
    /// <param name="rows">Shape of all arrays.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the result.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Jvp(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> f,
        CudaDeviceVariable<float> g,
        CudaDeviceVariable<float> fTangent,
        BallisticsCoefficients coefficientTangents,
        CudaDeviceVariable<float> gTangent,
        ChunkRows rows)
    {
        KernelArrays.RequireSeparate([f, g, fTangent], gTangent, rows.Span);
        scan.Launch(jvp, stream, [.. Arguments(coefficients), .. Tangents(coefficientTangents), f, g], fTangent, gTangent, rows);
    }

    /// <summary>
    /// Queues the VJP: from <c>v = dL/dg</c> the adjoint <c>lambda[n] = v[n] + (1 - a[n+1]) lambda[n+1]</c>, <c>lambda[N] = 0</c>, then
    /// <c>dL/df = a lambda</c>, <c>dL/da_at = sum m lambda (f - g[n-1])</c>, <c>dL/da_rt = sum (1 - m) lambda (f - g[n-1])</c>, sums over all chunks.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="f">f.</param>
    /// <param name="g">g of <see cref="Forward"/>.</param>
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
        CudaDeviceVariable<float> f,
        CudaDeviceVariable<float> g,
        CudaDeviceVariable<float> gCotangent,
        CudaDeviceVariable<float> adjoint,
        CudaDeviceVariable<float> fCotangent,
        CudaDeviceVariable<double> coefficientCotangents,
        ChunkRows rows)
    {
        KernelArrays.RequireSeparate([f, g, gCotangent], adjoint, rows.Span);
        KernelArrays.RequireSeparate([f, g, gCotangent, adjoint], fCotangent, rows.Span);
        Summed(
            stream, coefficientCotangents, rows,
            parts => scan.Launch(vjp, stream, [.. Arguments(coefficients), f, g, adjoint, parts], gCotangent, fCotangent, rows));
    }

    /// <summary>
    /// Queues the JVP of the VJP: how the results of <see cref="Vjp"/> change.
    /// <c>lambda'[n] = v'[n] + (1 - a[n+1]) lambda'[n+1] - a'[n+1] lambda[n+1]</c>, <c>lambda'[N] = 0</c>, then <c>(dL/df)' = a lambda' + a' lambda</c> and
    /// <c>(dL/da_at)' = sum m (lambda' (f - g[n-1]) + lambda (f' - g'[n-1]))</c>, <c>(dL/da_rt)'</c> likewise with <c>1 - m</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="coefficients">a_at and a_rt.</param>
    /// <param name="f">f.</param>
    /// <param name="g">g of <see cref="Forward"/>.</param>
    /// <param name="adjoint">lambda of <see cref="Vjp"/>.</param>
    /// <param name="fTangent">f'.</param>
    /// <param name="coefficientTangents">a_at' and a_rt'.</param>
    /// <param name="gTangent">g' of <see cref="Jvp"/>.</param>
    /// <param name="gCotangentTangent">v'.</param>
    /// <param name="fCotangentTangent">Result, (dL/df)'.</param>
    /// <param name="coefficientCotangentTangents">Result, (dL/da_at)' and (dL/da_rt)'.</param>
    /// <param name="rows">Shape of all arrays but the last.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps a result.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void JvpOfVjp(
        CudaStream stream,
        BallisticsCoefficients coefficients,
        CudaDeviceVariable<float> f,
        CudaDeviceVariable<float> g,
        CudaDeviceVariable<float> adjoint,
        CudaDeviceVariable<float> fTangent,
        BallisticsCoefficients coefficientTangents,
        CudaDeviceVariable<float> gTangent,
        CudaDeviceVariable<float> gCotangentTangent,
        CudaDeviceVariable<float> fCotangentTangent,
        CudaDeviceVariable<double> coefficientCotangentTangents,
        ChunkRows rows)
    {
        KernelArrays.RequireSeparate([f, g, adjoint, fTangent, gTangent, gCotangentTangent], fCotangentTangent, rows.Span);
        Summed(
            stream, coefficientCotangentTangents, rows,
            parts => scan.Launch(
                jvpOfVjp, stream,
                [.. Arguments(coefficients), .. Tangents(coefficientTangents), f, g, adjoint, fTangent, gTangent, parts],
                gCotangentTangent, fCotangentTangent, rows));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        shooting.Dispose();
        scan.Dispose();
        tileSums?.Dispose();
        module.Dispose();
    }

    private static KernelArgument[] Arguments(BallisticsCoefficients coefficients)
        => [.. OnePoleScan.Twofold(coefficients.Attack), .. OnePoleScan.Twofold(coefficients.Release)];

    private static KernelArgument[] Tangents(BallisticsCoefficients tangents) => [(float)tangents.Attack, (float)tangents.Release];

    // Launches what leaves two sums a tile, then what adds them up.
    private void Summed(CudaStream stream, CudaDeviceVariable<double> totals, ChunkRows rows, Action<CudaDeviceVariable<double>> launch)
    {
        ArgumentNullException.ThrowIfNull(totals);
        const int Columns = 2;
        if (totals.Length != Columns)
        {
            throw new ArgumentException($"Found an array of {totals.Length} sums, expected {Columns}: attack and release.", nameof(totals));
        }

        var tiles = (long)rows.Chunks * scan.Tiles(rows.Length);
        if (tileSums is null || tileSums.Length < Columns * tiles)
        {
            tileSums?.Dispose();
            tileSums = null;
            tileSums = new CudaDeviceVariable<double>(context, Columns * tiles);
        }

        launch(tileSums);
        sums.Launch(stream, Columns, (int)shooting.Geometry.ReduceThreads, 0, tileSums, totals, (uint)tiles);
    }
}
