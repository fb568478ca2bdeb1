namespace FourA2A.Cuda.Driver;

/// <summary>
/// What a result code means for the context it came from.
/// </summary>
internal static class CudaResultExtensions
{
    /// <summary>
    /// Whether a code leaves its context unusable: every later call fails with the same code until the process ends.
    /// Source: NVIDIA, CUDA Driver API, the description of each code; 709 is a destroyed context, 710 a device-side assertion.
    /// </summary>
    public static bool IsSticky(this CudaResult result)
        => (int)result is 700 or 702 or 709 or 710 or (>= 714 and <= 719);
}
