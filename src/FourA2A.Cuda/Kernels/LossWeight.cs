using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// Which samples are in the loss: sample n of chunk c where <c>WarmUp &lt;= n &lt; Lengths[c]</c>.
/// </summary>
/// <param name="Lengths">Samples of each chunk up to its end, one number a chunk.</param>
/// <param name="WarmUp">Samples at the start of every chunk that are not in the loss.</param>
public readonly record struct LossWeight(CudaDeviceVariable<uint> Lengths, int WarmUp);
