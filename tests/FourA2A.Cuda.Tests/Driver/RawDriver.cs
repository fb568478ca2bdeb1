using System.Runtime.InteropServices;
using System.Text;
using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>
/// The bare functions of an emulated card's driver: what the emulator itself is tested with, below the binding.
/// </summary>
internal sealed unsafe class RawDriver
{
    private readonly DriverTable table;

    /// <summary>Initialises the driver and makes the context of its card current on this thread.</summary>
    public RawDriver(EmulatedCard card)
    {
        table = card.Table;
        Expect(table.Init(0));
        Device = GetDevice(0);
        Context = Retain();
        Expect(table.CtxPushCurrent(Context));
    }

    public int Device { get; }

    public nint Context { get; }

    public static void Expect(CudaResult result, CudaResult expected = CudaResult.Success) => Assert.Equal(expected, result);

    public int GetDevice(int ordinal)
    {
        int device;
        Expect(table.DeviceGet(&device, ordinal));
        return device;
    }

    public nint Retain()
    {
        nint context;
        Expect(table.DevicePrimaryCtxRetain(&context, Device));
        return context;
    }

    /// <summary>Takes the context off this thread and gives it back.</summary>
    public void Close()
    {
        nint popped;
        Expect(table.CtxPopCurrent(&popped));
        Assert.Equal(Context, popped);
        Expect(table.DevicePrimaryCtxRelease(Device));
    }

    public CudaResult TryAlloc(out ulong address, int bytes)
    {
        fixed (ulong* target = &address)
        {
            return table.MemAlloc(target, (nuint)bytes);
        }
    }

    public ulong Alloc(int bytes)
    {
        Expect(TryAlloc(out var address, bytes));
        return address;
    }

    public CudaResult Free(ulong address) => table.MemFree(address);

    public int* HostAlloc(int integers)
    {
        void* pointer;
        Expect(table.MemHostAlloc(&pointer, (nuint)integers * sizeof(int), 0));
        return (int*)pointer;
    }

    public CudaResult FreeHost(void* pointer) => table.MemFreeHost(pointer);

    public CudaResult CopyToDevice(ulong destination, int* source, int bytes, nint stream) =>
        table.MemcpyHtoDAsync(destination, source, (nuint)bytes, stream);

    public CudaResult CopyToHost(int* destination, ulong source, int bytes, nint stream) =>
        table.MemcpyDtoHAsync(destination, source, (nuint)bytes, stream);

    public CudaResult CopyOnDevice(ulong destination, ulong source, int bytes, nint stream) =>
        table.MemcpyDtoDAsync(destination, source, (nuint)bytes, stream);

    public CudaResult Fill(ulong address, byte value, int bytes, nint stream) => table.MemsetD8Async(address, value, (nuint)bytes, stream);

    public void Write(ulong address, int value) => Expect(table.MemcpyHtoD(address, &value, sizeof(int)));

    public CudaResult TryRead(ulong address, out int value)
    {
        fixed (int* target = &value)
        {
            return table.MemcpyDtoH(target, address, sizeof(int));
        }
    }

    public int Read(ulong address)
    {
        Expect(TryRead(address, out var value));
        return value;
    }

    public nint CreateStream(bool blocking = true)
    {
        nint stream;
        Expect(table.StreamCreate(&stream, blocking ? 0u : 1u));
        return stream;
    }

    public CudaResult Query(nint stream) => table.StreamQuery(stream);

    public CudaResult Synchronize(nint stream) => table.StreamSynchronize(stream);

    public CudaResult DestroyStream(nint stream) => table.StreamDestroy(stream);

    public CudaResult Wait(nint stream, nint marker) => table.StreamWaitEvent(stream, marker, 0);

    public nint CreateEvent(bool timed = true)
    {
        nint marker;
        Expect(table.EventCreate(&marker, timed ? 0u : 2u));
        return marker;
    }

    public CudaResult DestroyEvent(nint marker) => table.EventDestroy(marker);

    public CudaResult Record(nint marker, nint stream) => table.EventRecord(marker, stream);

    public CudaResult SynchronizeEvent(nint marker) => table.EventSynchronize(marker);

    public CudaResult Elapsed(nint start, nint end, out float milliseconds)
    {
        fixed (float* target = &milliseconds)
        {
            return table.EventElapsedTime(target, start, end);
        }
    }

    /// <summary>Loads a module with an error log of so many bytes.</summary>
    public CudaResult TryLoad(string ptx, out nint module, out string log, int logBytes = 1024)
    {
        var image = Marshal.StringToCoTaskMemUTF8(ptx);
        var buffer = new byte[logBytes];
        try
        {
            fixed (nint* target = &module)
            fixed (byte* text = buffer)
            {
                var options = stackalloc int[] { 6, 5 };
                var values = stackalloc void*[] { (void*)logBytes, text };
                var result = table.ModuleLoadDataEx(target, (void*)image, 2, options, values);
                log = Encoding.UTF8.GetString(buffer, 0, Math.Max(0, (int)values[0] - 1));
                return result;
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(image);
        }
    }

    public nint Load(string ptx)
    {
        Expect(TryLoad(ptx, out var module, out _));
        return module;
    }

    public CudaResult Unload(nint module) => table.ModuleUnload(module);

    public CudaResult TryGetFunction(nint module, string name, out nint function)
    {
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            fixed (nint* target = &function)
            {
                return table.ModuleGetFunction(target, module, (byte*)text);
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    public nint GetFunction(nint module, string name)
    {
        Expect(TryGetFunction(module, name, out var function));
        return function;
    }

    /// <summary>Launches a kernel that takes an address and an integer.</summary>
    public CudaResult Launch(nint function, uint grid, uint block, ulong address, int number, nint stream, uint sharedBytes = 0)
    {
        var arguments = stackalloc void*[] { &address, &number };
        var result = table.LaunchKernel(function, grid, 1, 1, block, 1, 1, sharedBytes, stream, arguments, null);

        // The driver has copied the arguments.
        (address, number) = (ulong.MaxValue, int.MinValue);
        return result;
    }
}
