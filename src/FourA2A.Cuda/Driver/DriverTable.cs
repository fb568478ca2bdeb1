namespace FourA2A.Cuda.Driver;

/// <summary>
/// The functions of the CUDA driver API that FourA2A calls, as unmanaged function pointers. Filled from the driver's
/// library, or by anything else that keeps the same contracts: the tests fill it with an emulated card.
/// </summary>
/// <remarks>
/// A field is named after its function without <c>cu</c> and without the version suffix given beside it. Handles are
/// <c>nint</c>, device addresses <c>ulong</c>, sizes <c>nuint</c>, device ordinals and attributes <c>int</c>. The calling convention
/// is the platform's C one. Source: NVIDIA, CUDA Driver API; all functions exist since driver 410.
/// </remarks>
internal sealed unsafe class DriverTable
{
    /// <summary>cuInit(flags).</summary>
    public required delegate* unmanaged<uint, CudaResult> Init { get; init; }

    /// <summary>cuDriverGetVersion(version): 1000 major + 10 minor of the newest CUDA it supports.</summary>
    public required delegate* unmanaged<int*, CudaResult> DriverGetVersion { get; init; }

    /// <summary>cuGetErrorName(code, name): a static C string.</summary>
    public required delegate* unmanaged<CudaResult, byte**, CudaResult> GetErrorName { get; init; }

    /// <summary>cuGetErrorString(code, text): a static C string.</summary>
    public required delegate* unmanaged<CudaResult, byte**, CudaResult> GetErrorString { get; init; }

    /// <summary>cuDeviceGetCount(count).</summary>
    public required delegate* unmanaged<int*, CudaResult> DeviceGetCount { get; init; }

    /// <summary>cuDeviceGet(device, ordinal).</summary>
    public required delegate* unmanaged<int*, int, CudaResult> DeviceGet { get; init; }

    /// <summary>cuDeviceGetName(name, length, device).</summary>
    public required delegate* unmanaged<byte*, int, int, CudaResult> DeviceGetName { get; init; }

    /// <summary>cuDeviceTotalMem_v2(bytes, device).</summary>
    public required delegate* unmanaged<nuint*, int, CudaResult> DeviceTotalMem { get; init; }

    /// <summary>cuDeviceGetAttribute(value, attribute, device).</summary>
    public required delegate* unmanaged<int*, int, int, CudaResult> DeviceGetAttribute { get; init; }

    /// <summary>cuDevicePrimaryCtxRetain(context, device).</summary>
    public required delegate* unmanaged<nint*, int, CudaResult> DevicePrimaryCtxRetain { get; init; }

    /// <summary>cuDevicePrimaryCtxRelease_v2(device); without the suffix before driver 450.</summary>
    public required delegate* unmanaged<int, CudaResult> DevicePrimaryCtxRelease { get; init; }

    /// <summary>cuCtxPushCurrent_v2(context).</summary>
    public required delegate* unmanaged<nint, CudaResult> CtxPushCurrent { get; init; }

    /// <summary>cuCtxPopCurrent_v2(context).</summary>
    public required delegate* unmanaged<nint*, CudaResult> CtxPopCurrent { get; init; }

    /// <summary>cuCtxSynchronize().</summary>
    public required delegate* unmanaged<CudaResult> CtxSynchronize { get; init; }

    /// <summary>cuMemGetInfo_v2(free, total).</summary>
    public required delegate* unmanaged<nuint*, nuint*, CudaResult> MemGetInfo { get; init; }

    /// <summary>cuModuleLoadDataEx(module, image, optionCount, options, optionValues).</summary>
    public required delegate* unmanaged<nint*, void*, uint, int*, void**, CudaResult> ModuleLoadDataEx { get; init; }

    /// <summary>cuModuleUnload(module).</summary>
    public required delegate* unmanaged<nint, CudaResult> ModuleUnload { get; init; }

    /// <summary>cuModuleGetFunction(function, module, name).</summary>
    public required delegate* unmanaged<nint*, nint, byte*, CudaResult> ModuleGetFunction { get; init; }

    /// <summary>cuModuleGetGlobal_v2(address, bytes, module, name).</summary>
    public required delegate* unmanaged<ulong*, nuint*, nint, byte*, CudaResult> ModuleGetGlobal { get; init; }

    /// <summary>cuFuncGetAttribute(value, attribute, function).</summary>
    public required delegate* unmanaged<int*, int, nint, CudaResult> FuncGetAttribute { get; init; }

    /// <summary>cuOccupancyMaxActiveBlocksPerMultiprocessor(blocks, function, blockSize, dynamicSharedBytes).</summary>
    public required delegate* unmanaged<int*, nint, int, nuint, CudaResult> OccupancyMaxActiveBlocksPerMultiprocessor { get; init; }

    /// <summary>cuLaunchKernel(function, grid x y z, block x y z, dynamicSharedBytes, stream, arguments, extra).</summary>
    public required delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaResult> LaunchKernel { get; init; }

    /// <summary>cuMemAlloc_v2(address, bytes).</summary>
    public required delegate* unmanaged<ulong*, nuint, CudaResult> MemAlloc { get; init; }

    /// <summary>cuMemFree_v2(address).</summary>
    public required delegate* unmanaged<ulong, CudaResult> MemFree { get; init; }

    /// <summary>cuMemHostAlloc(pointer, bytes, flags).</summary>
    public required delegate* unmanaged<void**, nuint, uint, CudaResult> MemHostAlloc { get; init; }

    /// <summary>cuMemFreeHost(pointer).</summary>
    public required delegate* unmanaged<void*, CudaResult> MemFreeHost { get; init; }

    /// <summary>cuMemcpyHtoD_v2(destination, source, bytes).</summary>
    public required delegate* unmanaged<ulong, void*, nuint, CudaResult> MemcpyHtoD { get; init; }

    /// <summary>cuMemcpyDtoH_v2(destination, source, bytes).</summary>
    public required delegate* unmanaged<void*, ulong, nuint, CudaResult> MemcpyDtoH { get; init; }

    /// <summary>cuMemcpyHtoDAsync_v2(destination, source, bytes, stream).</summary>
    public required delegate* unmanaged<ulong, void*, nuint, nint, CudaResult> MemcpyHtoDAsync { get; init; }

    /// <summary>cuMemcpyDtoHAsync_v2(destination, source, bytes, stream).</summary>
    public required delegate* unmanaged<void*, ulong, nuint, nint, CudaResult> MemcpyDtoHAsync { get; init; }

    /// <summary>cuMemcpyDtoDAsync_v2(destination, source, bytes, stream).</summary>
    public required delegate* unmanaged<ulong, ulong, nuint, nint, CudaResult> MemcpyDtoDAsync { get; init; }

    /// <summary>cuMemsetD8Async(address, value, bytes, stream).</summary>
    public required delegate* unmanaged<ulong, byte, nuint, nint, CudaResult> MemsetD8Async { get; init; }

    /// <summary>cuStreamCreate(stream, flags).</summary>
    public required delegate* unmanaged<nint*, uint, CudaResult> StreamCreate { get; init; }

    /// <summary>cuStreamDestroy_v2(stream).</summary>
    public required delegate* unmanaged<nint, CudaResult> StreamDestroy { get; init; }

    /// <summary>cuStreamSynchronize(stream).</summary>
    public required delegate* unmanaged<nint, CudaResult> StreamSynchronize { get; init; }

    /// <summary>cuStreamQuery(stream).</summary>
    public required delegate* unmanaged<nint, CudaResult> StreamQuery { get; init; }

    /// <summary>cuStreamWaitEvent(stream, event, flags).</summary>
    public required delegate* unmanaged<nint, nint, uint, CudaResult> StreamWaitEvent { get; init; }

    /// <summary>cuEventCreate(event, flags).</summary>
    public required delegate* unmanaged<nint*, uint, CudaResult> EventCreate { get; init; }

    /// <summary>cuEventDestroy_v2(event).</summary>
    public required delegate* unmanaged<nint, CudaResult> EventDestroy { get; init; }

    /// <summary>cuEventRecord(event, stream).</summary>
    public required delegate* unmanaged<nint, nint, CudaResult> EventRecord { get; init; }

    /// <summary>cuEventSynchronize(event).</summary>
    public required delegate* unmanaged<nint, CudaResult> EventSynchronize { get; init; }

    /// <summary>cuEventElapsedTime(milliseconds, start, end).</summary>
    public required delegate* unmanaged<float*, nint, nint, CudaResult> EventElapsedTime { get; init; }
}
