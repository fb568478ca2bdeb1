using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// Audio on a card, cut into segments (see <c>kernels/Segments.cuh</c>).
/// </summary>
/// <param name="Dry">Dry samples.</param>
/// <param name="Target">Pre-emphasised wet samples.</param>
internal sealed record WaveAudio(CudaDeviceVariable<float> Dry, CudaDeviceVariable<float> Target)
{
    /// <summary>
    /// Allocates.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public static WaveAudio Allocate(DeviceArrays arrays, long samples) => new(arrays.Add<float>(samples), arrays.Add<float>(samples));
}
