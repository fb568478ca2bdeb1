using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// An image of kernels that treat each sample on its own (see <c>kernels/Elementwise.cuh</c>), with the launch geometry that it states.
/// </summary>
internal sealed class ElementwiseModule : IDisposable
{
    private readonly CudaModule module;
    private readonly ElementwiseGeometry geometry;
    private readonly BlockSums? sums;

    /// <param name="context">The card.</param>
    /// <param name="image">Name of the image.</param>
    /// <param name="reduce">Kernel that adds up the sums of blocks; null where no kernel of the image has sums.</param>
    /// <param name="columns">Sums of a kernel that has some.</param>
    public ElementwiseModule(CudaContext context, string image, string? reduce = null, int columns = 0)
    {
        ArgumentNullException.ThrowIfNull(context);
        module = context.LoadModule(KernelImages.Read(image));
        geometry = module.ReadGlobal<ElementwiseGeometry>("elementwiseGeometry");
        sums = reduce is null ? null : new BlockSums(context, module.GetKernel(reduce), geometry.ReduceThreads, columns);
    }

    /// <summary>Bytes on the card that it keeps.</summary>
    public long Bytes => sums?.Bytes ?? 0;

    public CudaKernel GetKernel(string name) => module.GetKernel(name);

    /// <summary>
    /// Launches a kernel that takes leading arguments, sources, results, and the shape.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="stream">Queue.</param>
    /// <param name="leading">Numbers, and arrays of other kinds, before the rest.</param>
    /// <param name="sources">Arrays read; a null one is zero.</param>
    /// <param name="results">Arrays written; a null one is not. Each may be one of the sources.</param>
    /// <param name="rows">Shape of all of them.</param>
    /// <exception cref="ArgumentException">An array is shorter than the shape, not on 16 bytes, or overlaps a result in part.</exception>
    public void Launch(
        CudaKernel kernel,
        CudaStream stream,
        ReadOnlySpan<KernelArgument> leading,
        ReadOnlySpan<CudaDeviceVariable<float>?> sources,
        ReadOnlySpan<CudaDeviceVariable<float>?> results,
        ChunkRows rows)
        => Launch(kernel, stream, Arguments(leading, sources, results, rows), rows);

    /// <summary>The same for a kernel that has sums too, which go to <paramref name="totals"/>.</summary>
    /// <inheritdoc cref="Launch(CudaKernel, CudaStream, ReadOnlySpan{KernelArgument}, ReadOnlySpan{CudaDeviceVariable{float}}, ReadOnlySpan{CudaDeviceVariable{float}}, ChunkRows)"/>
    public void Launch(
        CudaKernel kernel,
        CudaStream stream,
        ReadOnlySpan<KernelArgument> leading,
        ReadOnlySpan<CudaDeviceVariable<float>?> sources,
        ReadOnlySpan<CudaDeviceVariable<float>?> results,
        CudaDeviceVariable<double> totals,
        ChunkRows rows)
    {
        var arguments = Arguments(leading, sources, results, rows);
        sums!.Launch(stream, totals, rows.Blocks(geometry.SamplesPerBlock), parts => Launch(kernel, stream, [.. arguments, parts], rows));
    }

    public void Dispose()
    {
        sums?.Dispose();
        module.Dispose();
    }

    private static KernelArgument[] Arguments(
        ReadOnlySpan<KernelArgument> leading,
        ReadOnlySpan<CudaDeviceVariable<float>?> sources,
        ReadOnlySpan<CudaDeviceVariable<float>?> results,
        ChunkRows rows)
    {
        KernelArrays.Require(sources, results, rows.Span);
        return [.. leading, .. KernelArrays.OrNull(sources), .. KernelArrays.OrNull(results)];
    }

    private void Launch(CudaKernel kernel, CudaStream stream, KernelArgument[] arguments, ChunkRows rows)
        => kernel.Launch(
            stream, rows.Blocks(geometry.SamplesPerBlock), (int)geometry.ThreadsPerBlock, 0, [.. arguments, (uint)rows.Length, (ulong)rows.Pitch]);
}
