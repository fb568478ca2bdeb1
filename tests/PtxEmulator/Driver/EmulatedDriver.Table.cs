using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <content>The table: one delegate a function, bound to this driver.</content>
public sealed unsafe partial class EmulatedDriver
{
    private static readonly ConcurrentBag<Delegate> KeptAlive = [];

    private delegate CudaResult FromNothing();

    private delegate CudaResult FromNumber(uint value);

    private delegate CudaResult FromDevice(int device);

    private delegate CudaResult FromHandle(nint handle);

    private delegate CudaResult FromTwoHandles(nint first, nint second);

    private delegate CudaResult FromTwoHandlesAndFlags(nint first, nint second, uint flags);

    private delegate CudaResult FromAddress(ulong address);

    private delegate CudaResult FromPointer(void* pointer);

    private delegate CudaResult ToNumber(int* value);

    private delegate CudaResult ToNumberFromDevice(int* value, int device);

    private delegate CudaResult ToText(CudaResult code, byte** text);

    private delegate CudaResult ToName(byte* name, int length, int device);

    private delegate CudaResult ToBytesFromDevice(nuint* bytes, int device);

    private delegate CudaResult ToAttributeOfDevice(int* value, int attribute, int device);

    private delegate CudaResult ToHandle(nint* handle);

    private delegate CudaResult ToHandleFromDevice(nint* handle, int device);

    private delegate CudaResult ToHandleFromFlags(nint* handle, uint flags);

    private delegate CudaResult ToTwoSizes(nuint* first, nuint* second);

    private delegate CudaResult ToModule(nint* module, void* image, uint optionCount, int* options, void** values);

    private delegate CudaResult ToFunction(nint* function, nint module, byte* name);

    private delegate CudaResult ToGlobal(ulong* address, nuint* bytes, nint module, byte* name);

    private delegate CudaResult ToAttributeOfFunction(int* value, int attribute, nint function);

    private delegate CudaResult ToOccupancy(int* blocks, nint function, int blockSize, nuint dynamicSharedBytes);

    private delegate CudaResult Launch(
        nint function,
        uint gridX,
        uint gridY,
        uint gridZ,
        uint blockX,
        uint blockY,
        uint blockZ,
        uint dynamicSharedBytes,
        nint stream,
        void** arguments,
        void** extra);

    private delegate CudaResult ToAddress(ulong* address, nuint bytes);

    private delegate CudaResult ToPointer(void** pointer, nuint bytes, uint flags);

    private delegate CudaResult CopyToDevice(ulong destination, void* source, nuint bytes);

    private delegate CudaResult CopyToHost(void* destination, ulong source, nuint bytes);

    private delegate CudaResult CopyToDeviceAsync(ulong destination, void* source, nuint bytes, nint stream);

    private delegate CudaResult CopyToHostAsync(void* destination, ulong source, nuint bytes, nint stream);

    private delegate CudaResult CopyOnDeviceAsync(ulong destination, ulong source, nuint bytes, nint stream);

    private delegate CudaResult FillAsync(ulong address, byte value, nuint bytes, nint stream);

    private delegate CudaResult ToMilliseconds(float* milliseconds, nint start, nint end);

    private DriverTable CreateTable() => new()
    {
        Init = (delegate* unmanaged<uint, CudaResult>)Pointer<FromNumber>(Init),
        DriverGetVersion = (delegate* unmanaged<int*, CudaResult>)Pointer<ToNumber>(DriverGetVersion),
        GetErrorName = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Pointer<ToText>(GetErrorName),
        GetErrorString = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Pointer<ToText>(GetErrorString),
        DeviceGetCount = (delegate* unmanaged<int*, CudaResult>)Pointer<ToNumber>(DeviceGetCount),
        DeviceGet = (delegate* unmanaged<int*, int, CudaResult>)Pointer<ToNumberFromDevice>(DeviceGet),
        DeviceGetName = (delegate* unmanaged<byte*, int, int, CudaResult>)Pointer<ToName>(DeviceGetName),
        DeviceTotalMem = (delegate* unmanaged<nuint*, int, CudaResult>)Pointer<ToBytesFromDevice>(DeviceTotalMem),
        DeviceGetAttribute = (delegate* unmanaged<int*, int, int, CudaResult>)Pointer<ToAttributeOfDevice>(DeviceGetAttribute),
        DevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, CudaResult>)Pointer<ToHandleFromDevice>(DevicePrimaryCtxRetain),
        DevicePrimaryCtxRelease = (delegate* unmanaged<int, CudaResult>)Pointer<FromDevice>(DevicePrimaryCtxRelease),
        CtxPushCurrent = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(CtxPushCurrent),
        CtxPopCurrent = (delegate* unmanaged<nint*, CudaResult>)Pointer<ToHandle>(CtxPopCurrent),
        CtxSynchronize = (delegate* unmanaged<CudaResult>)Pointer<FromNothing>(CtxSynchronize),
        MemGetInfo = (delegate* unmanaged<nuint*, nuint*, CudaResult>)Pointer<ToTwoSizes>(MemGetInfo),
        ModuleLoadDataEx = (delegate* unmanaged<nint*, void*, uint, int*, void**, CudaResult>)Pointer<ToModule>(ModuleLoadDataEx),
        ModuleUnload = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(ModuleUnload),
        ModuleGetFunction = (delegate* unmanaged<nint*, nint, byte*, CudaResult>)Pointer<ToFunction>(ModuleGetFunction),
        ModuleGetGlobal = (delegate* unmanaged<ulong*, nuint*, nint, byte*, CudaResult>)Pointer<ToGlobal>(ModuleGetGlobal),
        FuncGetAttribute = (delegate* unmanaged<int*, int, nint, CudaResult>)Pointer<ToAttributeOfFunction>(FuncGetAttribute),
        OccupancyMaxActiveBlocksPerMultiprocessor =
            (delegate* unmanaged<int*, nint, int, nuint, CudaResult>)Pointer<ToOccupancy>(OccupancyMaxActiveBlocksPerMultiprocessor),
        LaunchKernel =
            (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaResult>)Pointer<Launch>(LaunchKernel),
        MemAlloc = (delegate* unmanaged<ulong*, nuint, CudaResult>)Pointer<ToAddress>(MemAlloc),
        MemFree = (delegate* unmanaged<ulong, CudaResult>)Pointer<FromAddress>(MemFree),
        MemHostAlloc = (delegate* unmanaged<void**, nuint, uint, CudaResult>)Pointer<ToPointer>(MemHostAlloc),
        MemFreeHost = (delegate* unmanaged<void*, CudaResult>)Pointer<FromPointer>(MemFreeHost),
        MemcpyHtoD = (delegate* unmanaged<ulong, void*, nuint, CudaResult>)Pointer<CopyToDevice>(MemcpyHtoD),
        MemcpyDtoH = (delegate* unmanaged<void*, ulong, nuint, CudaResult>)Pointer<CopyToHost>(MemcpyDtoH),
        MemcpyHtoDAsync = (delegate* unmanaged<ulong, void*, nuint, nint, CudaResult>)Pointer<CopyToDeviceAsync>(MemcpyHtoDAsync),
        MemcpyDtoHAsync = (delegate* unmanaged<void*, ulong, nuint, nint, CudaResult>)Pointer<CopyToHostAsync>(MemcpyDtoHAsync),
        MemcpyDtoDAsync = (delegate* unmanaged<ulong, ulong, nuint, nint, CudaResult>)Pointer<CopyOnDeviceAsync>(MemcpyDtoDAsync),
        MemsetD8Async = (delegate* unmanaged<ulong, byte, nuint, nint, CudaResult>)Pointer<FillAsync>(MemsetD8Async),
        StreamCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Pointer<ToHandleFromFlags>(StreamCreate),
        StreamDestroy = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(StreamDestroy),
        StreamSynchronize = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(StreamSynchronize),
        StreamQuery = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(StreamQuery),
        StreamWaitEvent = (delegate* unmanaged<nint, nint, uint, CudaResult>)Pointer<FromTwoHandlesAndFlags>(StreamWaitEvent),
        EventCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Pointer<ToHandleFromFlags>(EventCreate),
        EventDestroy = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(EventDestroy),
        EventRecord = (delegate* unmanaged<nint, nint, CudaResult>)Pointer<FromTwoHandles>(EventRecord),
        EventSynchronize = (delegate* unmanaged<nint, CudaResult>)Pointer<FromHandle>(EventSynchronize),
        EventElapsedTime = (delegate* unmanaged<float*, nint, nint, CudaResult>)Pointer<ToMilliseconds>(EventElapsedTime),
    };

    private static nint Pointer<T>(T function)
        where T : Delegate
    {
        KeptAlive.Add(function);
        return Marshal.GetFunctionPointerForDelegate(function);
    }
}
