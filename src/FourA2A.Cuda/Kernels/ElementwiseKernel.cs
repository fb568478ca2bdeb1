using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// A kernel that treats each sample on its own (see <c>kernels/Elementwise.cuh</c>), with the launch geometry read from its module.
/// </summary>
internal sealed class ElementwiseKernel : IDisposable
{
    private readonly CudaModule module;
    private readonly CudaKernel kernel;
    private readonly ElementwiseGeometry geometry;

    public ElementwiseKernel(CudaContext context, string image, string name)
    {
        module = context.LoadModule(KernelImages.Read(image));
        kernel = module.GetKernel(name);
        geometry = module.ReadGlobal<ElementwiseGeometry>("elementwiseGeometry");
    }

    public void Launch(CudaStream stream, ReadOnlySpan<KernelArgument> leading, CudaDeviceVariable<float> source, CudaDeviceVariable<float> result)
    {
        if (source.Length != result.Length)
        {
            throw new ArgumentException($"Found a result of {result.Length} samples, expected the {source.Length} of the source.", nameof(result));
        }

        KernelArrays.Require(source, nameof(source), result, source.Length);
        KernelArrays.Require(result, nameof(result), result, source.Length);
        var blocks = (source.Length + geometry.SamplesPerBlock - 1) / geometry.SamplesPerBlock;
        kernel.Launch(stream, checked((int)blocks), (int)geometry.ThreadsPerBlock, 0, [.. leading, source, result, (ulong)source.Length]);
    }

    public void Dispose() => module.Dispose();
}
