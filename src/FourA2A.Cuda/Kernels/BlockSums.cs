using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// Sums over all samples of a launch whose blocks leave their parts, in double: added up in a fixed order (see <c>kernels/ReduceColumns.cuh</c>).
/// </summary>
internal sealed class BlockSums(CudaContext context, CudaKernel reduce, uint threads, int columns) : IDisposable
{
    private CudaDeviceVariable<double>? parts;

    /// <summary>Bytes of the parts.</summary>
    public long Bytes => parts?.SizeInBytes ?? 0;

    /// <summary>
    /// Launches what leaves the blocks' parts, then what adds them up.
    /// </summary>
    /// <param name="stream">Queue.</param>
    /// <param name="totals">Result, as many as there are columns.</param>
    /// <param name="blocks">Blocks of the launch.</param>
    /// <param name="launch">The launch; takes the array that its blocks write, block after block.</param>
    /// <exception cref="ArgumentException">There is not room for just these sums.</exception>
    public void Launch(CudaStream stream, CudaDeviceVariable<double> totals, int blocks, Action<CudaDeviceVariable<double>> launch)
    {
        ArgumentNullException.ThrowIfNull(totals);
        if (totals.Length != columns)
        {
            throw new ArgumentException($"Found room for {totals.Length} sums, expected a slice of {columns}.", nameof(totals));
        }

        if (parts is null || parts.Length < (long)columns * blocks)
        {
            // Freeing waits for the launches that use the old ones.
            parts?.Dispose();
            parts = null;
            parts = new CudaDeviceVariable<double>(context, (long)columns * blocks);
        }

        launch(parts);
        reduce.Launch(stream, columns, (int)threads, 0, parts, totals, (uint)blocks);
    }

    public void Dispose() => parts?.Dispose();
}
