using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What the blocks of a single-pass scan tell each other through (see <c>kernels/Scan.cuh</c>), and the launch geometry,
/// read from the module itself.
/// </summary>
/// <remarks>Between launches every word has all bits set; a launch leaves it so.</remarks>
internal sealed class ScanState(CudaContext context, CudaModule module) : IDisposable
{
    private const byte NotYet = 0xff;

    private readonly ScanGeometry geometry = module.ReadGlobal<ScanGeometry>("scanGeometry");

    private CudaDeviceVariable<ulong>? words;

    /// <summary>Tiles of all chunks, one block each.</summary>
    public int Tiles(ChunkRows rows) => rows.Blocks(geometry.TileLength);

    /// <summary>
    /// Launches a scan kernel, one block a tile of a chunk: <paramref name="leading"/> arguments, then source, result, state and shape.
    /// </summary>
    /// <exception cref="ArgumentException">An array is shorter than the shape, not on 16 bytes, or overlaps the result without being it.</exception>
    public void Launch(
        CudaKernel kernel,
        CudaStream stream,
        ReadOnlySpan<KernelArgument> leading,
        CudaDeviceVariable<float> source,
        CudaDeviceVariable<float> result,
        ChunkRows rows)
    {
        KernelArrays.Require(source, nameof(source), result, rows.Span);
        KernelArrays.Require(result, nameof(result), result, rows.Span);
        var state = Reserve(stream, geometry.StateWords(rows));
        KernelArgument[] arguments = [.. leading, source, result, state, (uint)rows.Chunks, (uint)rows.Length, (ulong)rows.Pitch];
        kernel.Launch(stream, Tiles(rows), (int)geometry.ThreadsPerBlock, 0, arguments);
    }

    /// <summary>Bytes of the words.</summary>
    public long Bytes => words?.SizeInBytes ?? 0;

    public void Dispose() => words?.Dispose();

    private CudaDeviceVariable<ulong> Reserve(CudaStream stream, long count)
    {
        if (words is null || words.Length < count)
        {
            // Freeing waits for the launches that use the old words.
            words?.Dispose();
            words = null;
            var fresh = new CudaDeviceVariable<ulong>(context, count);
            try
            {
                fresh.AsyncMemset(NotYet, stream);
            }
            catch
            {
                // Words that hold anything would make every later launch wait for ever.
                fresh.Dispose();
                throw;
            }

            words = fresh;
        }

        return words;
    }
}
