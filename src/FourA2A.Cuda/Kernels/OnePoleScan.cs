using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// One-pole recursions of many chunks in one launch, by a parallel scan with Blelloch's operator on (multiplier, value) pairs:
/// forward <c>y[n] = A[n] y[n-1] + b[n]</c>, <c>y[-1] = 0</c>; reversed <c>y[n] = A[n] y[n+1] + b[n]</c>, <c>y[N] = 0</c>.
/// </summary>
/// <remarks>
/// <para>
/// All arrays are float, shaped by one <see cref="ChunkRows"/>. Multipliers are at most 1 in magnitude: products of larger ones may
/// overflow where the recursion itself does not. The result may be the source or the multiplier array, and begins, like the
/// others, on 16 bytes.
/// </para>
/// <para>
/// Single pass: each input is read once and the result written once. The error is at most 32 x 2^-24 times the same recursion
/// of |A| and |b|; the result is the same to the bit in every run. A NaN or an infinity
/// stays in its chunk, and ends there where the multipliers of a whole tile of 4,096 samples multiply to zero.
/// </para>
/// <para>
/// Calls return when the work is queued. An object serves one stream at a time: its launches share the words that blocks talk through.
/// Sources: G. Blelloch, "Prefix Sums and Their Applications", CMU-CS-90-190, section 1.4; D. Merrill and M. Garland, "Single-pass
/// Parallel Prefix Scan with Decoupled Look-back", NVIDIA NVR-2016-002.
/// </para>
/// </remarks>
public sealed class OnePoleScan : IDisposable
{
    private readonly CudaModule module;
    private readonly ScanState state;
    private readonly CudaKernel forward;
    private readonly CudaKernel reversed;
    private readonly CudaKernel constantForward;
    private readonly CudaKernel constantReversed;

    /// <summary>
    /// Loads the kernels.
    /// </summary>
    /// <exception cref="CudaException">The driver refuses them, for example because it is too old.</exception>
    public OnePoleScan(CudaContext context)
    {
        module = context.LoadModule(KernelImages.Read("OnePole"));
        state = new ScanState(context, module);
        forward = module.GetKernel("onePoleForward");
        reversed = module.GetKernel("onePoleReversed");
        constantForward = module.GetKernel("onePoleConstantForward");
        constantReversed = module.GetKernel("onePoleConstantReversed");
    }

    /// <summary>
    /// Queues <c>y[n] = A[n] y[n-1] + b[n]</c>.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="multiplier">A, [chunks, pitch].</param>
    /// <param name="source">b, [chunks, pitch].</param>
    /// <param name="result">y, [chunks, pitch].</param>
    /// <param name="rows">Shape of all three.</param>
    /// <exception cref="ArgumentException">An array does not fit the shape, is not aligned, or overlaps the result in part.</exception>
    /// <exception cref="CudaException">The driver refuses the launch, or an earlier one has failed.</exception>
    public void Forward(CudaStream stream, CudaDeviceVariable<float> multiplier, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
        => Launch(forward, stream, multiplier, source, result, rows);

    /// <summary>Queues <c>y[n] = A y[n-1] + b[n]</c> with one multiplier, known to 48 bits.</summary>
    /// <inheritdoc cref="Forward(CudaStream, CudaDeviceVariable{float}, CudaDeviceVariable{float}, CudaDeviceVariable{float}, ChunkRows)"/>
    public void Forward(CudaStream stream, double multiplier, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
        => state.Launch(constantForward, stream, Twofold(multiplier), source, result, rows);

    /// <summary>Queues <c>y[n] = A[n] y[n+1] + b[n]</c>.</summary>
    /// <inheritdoc cref="Forward(CudaStream, CudaDeviceVariable{float}, CudaDeviceVariable{float}, CudaDeviceVariable{float}, ChunkRows)"/>
    public void Reverse(CudaStream stream, CudaDeviceVariable<float> multiplier, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
        => Launch(reversed, stream, multiplier, source, result, rows);

    /// <summary>Queues <c>y[n] = A y[n+1] + b[n]</c> with one multiplier, known to 48 bits.</summary>
    /// <inheritdoc cref="Forward(CudaStream, CudaDeviceVariable{float}, CudaDeviceVariable{float}, CudaDeviceVariable{float}, ChunkRows)"/>
    public void Reverse(CudaStream stream, double multiplier, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
        => state.Launch(constantReversed, stream, Twofold(multiplier), source, result, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        state.Dispose();
        module.Dispose();
    }

    /// <summary>A double as the unevaluated sum of two floats, 48 bits.</summary>
    internal static KernelArgument[] Twofold(double value)
    {
        var high = (float)value;
        return [high, (float)(value - high)];
    }

    private void Launch(CudaKernel kernel, CudaStream stream, CudaDeviceVariable<float> multiplier, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result, ChunkRows rows)
    {
        KernelArrays.Require(multiplier, nameof(multiplier), result, rows.Span);
        state.Launch(kernel, stream, [multiplier], source, result, rows);
    }
}
