namespace FourA2A.Cuda.Driver;

/// <summary>
/// Options of the driver's PTX compiler (<c>CUjit_option</c>) that this binding sets.
/// </summary>
internal enum JitOption
{
    InfoLogBuffer = 3,
    InfoLogBufferSizeBytes = 4,
    ErrorLogBuffer = 5,
    ErrorLogBufferSizeBytes = 6,
    LogVerbose = 12,
}
