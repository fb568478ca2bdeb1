using FourA2A.Cuda.Driver;

namespace FourA2A.Cli;

/// <summary>
/// Starts the NVIDIA driver.
/// </summary>
/// <returns>The driver, or why there is none.</returns>
internal delegate (CudaDriver? Driver, string? Problem) DriverLoader();
