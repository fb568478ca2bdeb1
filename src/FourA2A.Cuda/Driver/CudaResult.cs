namespace FourA2A.Cuda.Driver;

/// <summary>
/// Result codes of the CUDA driver API (<c>CUresult</c>) that this binding names; any other value may come from a driver.
/// </summary>
/// <remarks>Source: NVIDIA, CUDA Driver API, section "Data types used by CUDA driver".</remarks>
public enum CudaResult
{
    /// <summary>CUDA_SUCCESS.</summary>
    Success = 0,

    /// <summary>CUDA_ERROR_INVALID_VALUE.</summary>
    InvalidValue = 1,

    /// <summary>CUDA_ERROR_OUT_OF_MEMORY.</summary>
    OutOfMemory = 2,

    /// <summary>CUDA_ERROR_NOT_INITIALIZED.</summary>
    NotInitialized = 3,

    /// <summary>CUDA_ERROR_DEINITIALIZED: the process is ending.</summary>
    Deinitialized = 4,

    /// <summary>CUDA_ERROR_NO_DEVICE.</summary>
    NoDevice = 100,

    /// <summary>CUDA_ERROR_INVALID_DEVICE.</summary>
    InvalidDevice = 101,

    /// <summary>CUDA_ERROR_INVALID_IMAGE.</summary>
    InvalidImage = 200,

    /// <summary>CUDA_ERROR_INVALID_CONTEXT.</summary>
    InvalidContext = 201,

    /// <summary>CUDA_ERROR_NO_BINARY_FOR_GPU.</summary>
    NoBinaryForGpu = 209,

    /// <summary>CUDA_ERROR_INVALID_PTX.</summary>
    InvalidPtx = 218,

    /// <summary>CUDA_ERROR_UNSUPPORTED_PTX_VERSION: the driver is older than the PTX.</summary>
    UnsupportedPtxVersion = 222,

    /// <summary>CUDA_ERROR_INVALID_HANDLE.</summary>
    InvalidHandle = 400,

    /// <summary>CUDA_ERROR_NOT_FOUND: no kernel or global of that name.</summary>
    NotFound = 500,

    /// <summary>CUDA_ERROR_NOT_READY: work is still under way.</summary>
    NotReady = 600,

    /// <summary>CUDA_ERROR_ILLEGAL_ADDRESS. Sticky.</summary>
    IllegalAddress = 700,

    /// <summary>CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES.</summary>
    LaunchOutOfResources = 701,

    /// <summary>CUDA_ERROR_LAUNCH_TIMEOUT. Sticky.</summary>
    LaunchTimeout = 702,

    /// <summary>CUDA_ERROR_HARDWARE_STACK_ERROR. Sticky.</summary>
    HardwareStackError = 714,

    /// <summary>CUDA_ERROR_ILLEGAL_INSTRUCTION. Sticky.</summary>
    IllegalInstruction = 715,

    /// <summary>CUDA_ERROR_MISALIGNED_ADDRESS. Sticky.</summary>
    MisalignedAddress = 716,

    /// <summary>CUDA_ERROR_INVALID_ADDRESS_SPACE. Sticky.</summary>
    InvalidAddressSpace = 717,

    /// <summary>CUDA_ERROR_INVALID_PC. Sticky.</summary>
    InvalidPc = 718,

    /// <summary>CUDA_ERROR_LAUNCH_FAILED. Sticky.</summary>
    LaunchFailed = 719,

    /// <summary>CUDA_ERROR_NOT_SUPPORTED.</summary>
    NotSupported = 801,

    /// <summary>CUDA_ERROR_UNKNOWN.</summary>
    Unknown = 999,
}
