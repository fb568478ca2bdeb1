using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>
/// A driver that accepts everything and does nothing but write down what is called; for what the binding does without a
/// driver's help. Its state belongs to the thread, as functions of a table have no object.
/// </summary>
internal static unsafe class FakeDriver
{
    [ThreadStatic]
    private static List<string>? calls;

    /// <summary>Functions called since the last <see cref="Start"/>, apart from those that make a context current.</summary>
    public static IReadOnlyList<string> Calls => calls!;

    [field: ThreadStatic]
    public static int Cards { get; set; }

    /// <summary>What the PTX compiler returns.</summary>
    [field: ThreadStatic]
    public static CudaResult ModuleResult { get; set; }

    /// <summary>A driver in which nothing has been called yet.</summary>
    public static CudaDriver Start(int cards = 1)
    {
        calls = [];
        Cards = cards;
        ModuleResult = CudaResult.Success;
        return new CudaDriver(Table());
    }

    private static DriverTable Table() => new()
    {
        Init = &Init,
        DriverGetVersion = &DriverGetVersion,
        GetErrorName = &GetErrorText,
        GetErrorString = &GetErrorText,
        DeviceGetCount = &DeviceGetCount,
        DeviceGet = &DeviceGet,
        DeviceGetName = &DeviceGetName,
        DeviceTotalMem = &DeviceTotalMem,
        DeviceGetAttribute = &DeviceGetAttribute,
        DevicePrimaryCtxRetain = &CreateIn,
        DevicePrimaryCtxRelease = &DevicePrimaryCtxRelease,
        CtxPushCurrent = &CtxPushCurrent,
        CtxPopCurrent = &CtxPopCurrent,
        CtxSynchronize = null,
        MemGetInfo = &MemGetInfo,
        ModuleLoadDataEx = &ModuleLoadDataEx,
        ModuleUnload = &ModuleUnload,
        ModuleGetFunction = &ModuleGetFunction,
        ModuleGetGlobal = null,
        FuncGetAttribute = &FuncGetAttribute,
        OccupancyMaxActiveBlocksPerMultiprocessor = null,
        LaunchKernel = &LaunchKernel,
        MemAlloc = &MemAlloc,
        MemFree = &MemFree,
        MemHostAlloc = null,
        MemFreeHost = null,
        MemcpyHtoD = &MemcpyHtoD,
        MemcpyDtoH = null,
        MemcpyHtoDAsync = null,
        MemcpyDtoHAsync = null,
        MemcpyDtoDAsync = null,
        MemsetD8Async = null,
        StreamCreate = &StreamCreate,
        StreamDestroy = &StreamDestroy,
        StreamSynchronize = &StreamSynchronize,
        StreamQuery = null,
        StreamWaitEvent = null,
        EventCreate = null,
        EventDestroy = null,
        EventRecord = null,
        EventSynchronize = null,
        EventElapsedTime = null,
    };

    private static CudaResult Called(CudaResult result = CudaResult.Success, [CallerMemberName] string function = "")
    {
        calls?.Add(function);
        return result;
    }

    [UnmanagedCallersOnly]
    private static CudaResult Init(uint flags) => Cards == 0 ? CudaResult.NoDevice : CudaResult.Success;

    [UnmanagedCallersOnly]
    private static CudaResult DriverGetVersion(int* version)
    {
        *version = 12040;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult GetErrorText(CudaResult code, byte** text) => CudaResult.InvalidValue;

    [UnmanagedCallersOnly]
    private static CudaResult DeviceGetCount(int* count)
    {
        *count = Cards;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult DeviceGet(int* device, int ordinal)
    {
        *device = ordinal;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult DeviceGetName(byte* name, int length, int device)
    {
        "A card of paper\0"u8.CopyTo(new Span<byte>(name, length));
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult DeviceTotalMem(nuint* bytes, int device)
    {
        *bytes = (nuint)12 << 30;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult DeviceGetAttribute(int* value, int attribute, int device)
    {
        *value = (CudaDeviceAttribute)attribute switch
        {
            CudaDeviceAttribute.ComputeCapabilityMajor => 8,
            CudaDeviceAttribute.ComputeCapabilityMinor => 6,
            CudaDeviceAttribute.MultiprocessorCount => 28,
            CudaDeviceAttribute.MaxSharedMemoryPerBlock => 48 << 10,
            CudaDeviceAttribute.MaxGridDimX => int.MaxValue,
            CudaDeviceAttribute.MaxGridDimY or CudaDeviceAttribute.MaxGridDimZ => ushort.MaxValue,
            CudaDeviceAttribute.MaxBlockDimZ => 64,
            _ => 1024,
        };
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult CreateIn(nint* made, int device)
    {
        *made = 1;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult DevicePrimaryCtxRelease(int device) => Called();

    [UnmanagedCallersOnly]
    private static CudaResult CtxPushCurrent(nint context) => CudaResult.Success;

    [UnmanagedCallersOnly]
    private static CudaResult CtxPopCurrent(nint* context) => CudaResult.Success;

    [UnmanagedCallersOnly]
    private static CudaResult MemGetInfo(nuint* free, nuint* total)
    {
        *free = (nuint)11 << 30;
        *total = (nuint)12 << 30;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult ModuleLoadDataEx(nint* module, void* image, uint optionCount, int* options, void** values)
    {
        *module = 1;
        return Called(ModuleResult);
    }

    [UnmanagedCallersOnly]
    private static CudaResult ModuleUnload(nint module) => Called();

    [UnmanagedCallersOnly]
    private static CudaResult ModuleGetFunction(nint* function, nint module, byte* name)
    {
        *function = 1;
        return Called();
    }

    [UnmanagedCallersOnly]
    private static CudaResult FuncGetAttribute(int* value, int attribute, nint function)
    {
        *value = attribute == (int)CudaFunctionAttribute.MaxThreadsPerBlock ? 256 : 0;
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly]
    private static CudaResult LaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ, uint shared, nint stream, void** arguments, void** extra)
        => Called();

    [UnmanagedCallersOnly]
    private static CudaResult MemAlloc(ulong* address, nuint bytes)
    {
        *address = 0x1000;
        return Called();
    }

    [UnmanagedCallersOnly]
    private static CudaResult MemFree(ulong address) => Called();

    [UnmanagedCallersOnly]
    private static CudaResult MemcpyHtoD(ulong destination, void* source, nuint bytes) => Called();

    [UnmanagedCallersOnly]
    private static CudaResult StreamCreate(nint* stream, uint flags)
    {
        *stream = 1;
        return Called();
    }

    [UnmanagedCallersOnly]
    private static CudaResult StreamDestroy(nint stream) => Called();

    [UnmanagedCallersOnly]
    private static CudaResult StreamSynchronize(nint stream) => Called();
}
