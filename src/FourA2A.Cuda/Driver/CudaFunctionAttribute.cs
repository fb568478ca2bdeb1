namespace FourA2A.Cuda.Driver;

/// <summary>
/// Attributes of a kernel (<c>CUfunction_attribute</c>) that this binding asks for.
/// </summary>
internal enum CudaFunctionAttribute
{
    MaxThreadsPerBlock = 0,
    SharedSizeBytes = 1,
    LocalSizeBytes = 3,
    RegisterCount = 4,
    PtxVersion = 5,
}
