using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// Finds the NVIDIA driver's library and its functions.
/// </summary>
internal static unsafe class DriverLibrary
{
    /// <summary>The library's names, in the order they are tried: Windows; Linux; Linux inside Windows (WSL); Linux without version links.</summary>
    public static IReadOnlyList<string> Names { get; } = OperatingSystem.IsWindows()
        ? ["nvcuda.dll"]
        : ["libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1", "libcuda.so"];

    /// <summary>
    /// Fills a table from the first library that loads. It stays loaded until the process ends.
    /// </summary>
    /// <param name="names">Names or paths to try.</param>
    /// <param name="table">The driver's functions.</param>
    /// <param name="reason">Why there is no table: no library loads, or it lacks a function.</param>
    public static bool TryLoad(
        IReadOnlyList<string> names, [NotNullWhen(true)] out DriverTable? table, [NotNullWhen(false)] out string? reason)
    {
        table = null;
        reason = null;
        var library = default(nint);

        // On Windows only the system's folder: a file of that name elsewhere is not the driver.
        var name = names.FirstOrDefault(name => NativeLibrary.TryLoad(name, typeof(DriverLibrary).Assembly, DllImportSearchPath.System32, out library));
        if (name is null)
        {
            reason = $"no NVIDIA driver found (looked for {string.Join(", ", names)})";
            return false;
        }

        var missing = new List<string>();
        var filled = Fill(library, missing);
        if (missing.Count == 0)
        {
            table = filled;
            return true;
        }

        NativeLibrary.Free(library);
        reason = $"NVIDIA driver too old: found {name} without {missing[0]}, expected driver 410 or newer; update it";
        return false;
    }

    private static DriverTable Fill(nint library, List<string> missing)
    {
        void* Find(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (NativeLibrary.TryGetExport(library, name, out var address))
                {
                    return (void*)address;
                }
            }

            missing.Add(names[0]);
            return null;
        }

        return new DriverTable
        {
            Init = (delegate* unmanaged<uint, CudaResult>)Find("cuInit"),
            DriverGetVersion = (delegate* unmanaged<int*, CudaResult>)Find("cuDriverGetVersion"),
            GetErrorName = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Find("cuGetErrorName"),
            GetErrorString = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Find("cuGetErrorString"),
            DeviceGetCount = (delegate* unmanaged<int*, CudaResult>)Find("cuDeviceGetCount"),
            DeviceGet = (delegate* unmanaged<int*, int, CudaResult>)Find("cuDeviceGet"),
            DeviceGetName = (delegate* unmanaged<byte*, int, int, CudaResult>)Find("cuDeviceGetName"),
            DeviceTotalMem = (delegate* unmanaged<nuint*, int, CudaResult>)Find("cuDeviceTotalMem_v2"),
            DeviceGetAttribute = (delegate* unmanaged<int*, int, int, CudaResult>)Find("cuDeviceGetAttribute"),
            DevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, CudaResult>)Find("cuDevicePrimaryCtxRetain"),

            // The suffix came with driver 450; the function does the same without it.
            DevicePrimaryCtxRelease = (delegate* unmanaged<int, CudaResult>)Find("cuDevicePrimaryCtxRelease_v2", "cuDevicePrimaryCtxRelease"),
            CtxPushCurrent = (delegate* unmanaged<nint, CudaResult>)Find("cuCtxPushCurrent_v2"),
            CtxPopCurrent = (delegate* unmanaged<nint*, CudaResult>)Find("cuCtxPopCurrent_v2"),
            CtxSynchronize = (delegate* unmanaged<CudaResult>)Find("cuCtxSynchronize"),
            MemGetInfo = (delegate* unmanaged<nuint*, nuint*, CudaResult>)Find("cuMemGetInfo_v2"),
            ModuleLoadDataEx = (delegate* unmanaged<nint*, void*, uint, int*, void**, CudaResult>)Find("cuModuleLoadDataEx"),
            ModuleUnload = (delegate* unmanaged<nint, CudaResult>)Find("cuModuleUnload"),
            ModuleGetFunction = (delegate* unmanaged<nint*, nint, byte*, CudaResult>)Find("cuModuleGetFunction"),
            ModuleGetGlobal = (delegate* unmanaged<ulong*, nuint*, nint, byte*, CudaResult>)Find("cuModuleGetGlobal_v2"),
            FuncGetAttribute = (delegate* unmanaged<int*, int, nint, CudaResult>)Find("cuFuncGetAttribute"),
            OccupancyMaxActiveBlocksPerMultiprocessor =
                (delegate* unmanaged<int*, nint, int, nuint, CudaResult>)Find("cuOccupancyMaxActiveBlocksPerMultiprocessor"),
            LaunchKernel = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaResult>)Find("cuLaunchKernel"),
            MemAlloc = (delegate* unmanaged<ulong*, nuint, CudaResult>)Find("cuMemAlloc_v2"),
            MemFree = (delegate* unmanaged<ulong, CudaResult>)Find("cuMemFree_v2"),
            MemHostAlloc = (delegate* unmanaged<void**, nuint, uint, CudaResult>)Find("cuMemHostAlloc"),
            MemFreeHost = (delegate* unmanaged<void*, CudaResult>)Find("cuMemFreeHost"),
            MemcpyHtoD = (delegate* unmanaged<ulong, void*, nuint, CudaResult>)Find("cuMemcpyHtoD_v2"),
            MemcpyDtoH = (delegate* unmanaged<void*, ulong, nuint, CudaResult>)Find("cuMemcpyDtoH_v2"),
            MemcpyHtoDAsync = (delegate* unmanaged<ulong, void*, nuint, nint, CudaResult>)Find("cuMemcpyHtoDAsync_v2"),
            MemcpyDtoHAsync = (delegate* unmanaged<void*, ulong, nuint, nint, CudaResult>)Find("cuMemcpyDtoHAsync_v2"),
            MemcpyDtoDAsync = (delegate* unmanaged<ulong, ulong, nuint, nint, CudaResult>)Find("cuMemcpyDtoDAsync_v2"),
            MemsetD8Async = (delegate* unmanaged<ulong, byte, nuint, nint, CudaResult>)Find("cuMemsetD8Async"),
            StreamCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Find("cuStreamCreate"),
            StreamDestroy = (delegate* unmanaged<nint, CudaResult>)Find("cuStreamDestroy_v2"),
            StreamSynchronize = (delegate* unmanaged<nint, CudaResult>)Find("cuStreamSynchronize"),
            StreamQuery = (delegate* unmanaged<nint, CudaResult>)Find("cuStreamQuery"),
            StreamWaitEvent = (delegate* unmanaged<nint, nint, uint, CudaResult>)Find("cuStreamWaitEvent"),
            EventCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Find("cuEventCreate"),
            EventDestroy = (delegate* unmanaged<nint, CudaResult>)Find("cuEventDestroy_v2"),
            EventRecord = (delegate* unmanaged<nint, nint, CudaResult>)Find("cuEventRecord"),
            EventSynchronize = (delegate* unmanaged<nint, CudaResult>)Find("cuEventSynchronize"),
            EventElapsedTime = (delegate* unmanaged<float*, nint, nint, CudaResult>)Find("cuEventElapsedTime"),
        };
    }
}
