using System.Runtime.InteropServices;
using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <content>Device and page-locked memory, copies and fills.</content>
public sealed unsafe partial class EmulatedDriver
{
    /// <summary>Bytes that a copy moves in a virtual microsecond.</summary>
    private const double CopyBytesPerMicrosecond = 10_000;

    private CudaResult MemGetInfo(nuint* free, nuint* total) => InContext(nameof(DriverTable.MemGetInfo), context =>
    {
        *free = (nuint)context.Device.FreeBytes;
        *total = (nuint)context.Device.TotalBytes;
    });

    private CudaResult MemAlloc(ulong* address, nuint bytes) => InContext(nameof(DriverTable.MemAlloc), context =>
    {
        Require(address != null && bytes > 0);
        *address = context.Device.Allocate(bytes);
        Require(*address != 0, CudaResult.OutOfMemory);
        context.DeviceAllocations.Add(*address);
    });

    private CudaResult MemFree(ulong address) => InContext(nameof(DriverTable.MemFree), context =>
    {
        if (!context.DeviceAllocations.Contains(address))
        {
            throw Misuse(CudaResult.InvalidValue, $"device memory 0x{address:x} is freed, which is not allocated in the current context (any more)");
        }

        context.CompleteAll();
        if (context.Fault == CudaResult.Success)
        {
            context.DeviceAllocations.Remove(address);
            context.Device.Free(address);
        }
    });

    private CudaResult MemHostAlloc(void** pointer, nuint bytes, uint flags) => InContext(nameof(DriverTable.MemHostAlloc), context =>
    {
        Require(pointer != null && bytes > 0 && flags <= 7);
        *pointer = NativeMemory.AlignedAlloc(bytes, 4096);

        // Fresh memory holds anything; zeros would hide a read before the first write. A NaN of either precision does not.
        NativeMemory.Fill(*pointer, bytes, 0xFF);
        context.HostAllocations.Add(new HostAllocation((nint)(*pointer), bytes));
    });

    private CudaResult MemFreeHost(void* pointer) => InContext(nameof(DriverTable.MemFreeHost), context =>
    {
        var memory = context.HostAllocations.Find(memory => memory.Address == (nint)pointer)
            ?? throw Misuse(
                CudaResult.InvalidValue, $"page-locked memory 0x{(nint)pointer:x} is freed, which is not allocated in the current context (any more)");
        if (context.IsUsed(memory))
        {
            throw BreakContext(context, $"page-locked memory 0x{(nint)pointer:x} is freed while a queued copy still needs it");
        }

        context.HostAllocations.Remove(memory);
        NativeMemory.AlignedFree(pointer);
    });

    private CudaResult MemcpyHtoD(ulong destination, void* source, nuint bytes) => InContext(nameof(DriverTable.MemcpyHtoD), context =>
    {
        Require(source != null || bytes == 0);
        CheckDevice(context, destination, bytes);
        Enqueue(context, context.DefaultStream, bytes, () => context.Device.Write(destination, new ReadOnlySpan<byte>(source, checked((int)bytes))));
        context.Complete(context.DefaultStream.Last);
    });

    private CudaResult MemcpyDtoH(void* destination, ulong source, nuint bytes) => InContext(nameof(DriverTable.MemcpyDtoH), context =>
    {
        Require(destination != null || bytes == 0);
        CheckDevice(context, source, bytes);
        Enqueue(context, context.DefaultStream, bytes, () => context.Device.Read(source, new Span<byte>(destination, checked((int)bytes))));
        context.Complete(context.DefaultStream.Last);
    });

    private CudaResult MemcpyHtoDAsync(ulong destination, void* source, nuint bytes, nint stream) =>
        InContext(nameof(DriverTable.MemcpyHtoDAsync), context =>
        {
            var queue = Stream(context, stream);
            CheckDevice(context, destination, bytes);
            var memory = PageLocked(context, source, bytes);
            Enqueue(context, queue, bytes, () => context.Device.Write(destination, new ReadOnlySpan<byte>(source, checked((int)bytes))), memory);
        });

    private CudaResult MemcpyDtoHAsync(void* destination, ulong source, nuint bytes, nint stream) =>
        InContext(nameof(DriverTable.MemcpyDtoHAsync), context =>
        {
            var queue = Stream(context, stream);
            CheckDevice(context, source, bytes);
            var memory = PageLocked(context, destination, bytes);
            Enqueue(context, queue, bytes, () => context.Device.Read(source, new Span<byte>(destination, checked((int)bytes))), memory);
        });

    private CudaResult MemcpyDtoDAsync(ulong destination, ulong source, nuint bytes, nint stream) =>
        InContext(nameof(DriverTable.MemcpyDtoDAsync), context =>
        {
            var queue = Stream(context, stream);
            CheckDevice(context, source, bytes);
            CheckDevice(context, destination, bytes);
            if (source < destination + bytes && destination < source + bytes)
            {
                throw Misuse(CudaResult.InvalidValue, $"a copy from 0x{source:x} to 0x{destination:x} overlaps itself ({bytes} bytes)");
            }

            Enqueue(context, queue, bytes, () => context.Device.Copy(source, destination, bytes));
        });

    private CudaResult MemsetD8Async(ulong address, byte value, nuint bytes, nint stream) =>
        InContext(nameof(DriverTable.MemsetD8Async), context =>
        {
            var queue = Stream(context, stream);
            CheckDevice(context, address, bytes);
            Enqueue(context, queue, bytes, () => context.Device.Fill(address, [value], bytes));
        });

    private static void Enqueue(EmulatedContext context, EmulatedStream stream, nuint bytes, Action run, HostAllocation? host = null)
    {
        if (bytes == 0)
        {
            return;
        }

        context.Enqueue(new Operation(stream, () =>
        {
            run();
            return bytes / CopyBytesPerMicrosecond;
        })
        {
            Host = host,
        });
    }

    private void CheckDevice(EmulatedContext context, ulong address, nuint bytes)
    {
        if (bytes > 0 && !context.Device.Contains(address, bytes))
        {
            throw Misuse(CudaResult.InvalidValue, $"{bytes} bytes at 0x{address:x} are not device memory of the current context");
        }
    }

    private HostAllocation? PageLocked(EmulatedContext context, void* pointer, nuint bytes) =>
        bytes == 0
            ? null
            : context.HostAllocations.Find(memory => memory.Holds((nint)pointer, bytes))
                ?? throw Misuse(CudaResult.InvalidValue, $"an asynchronous copy of {bytes} bytes at 0x{(nint)pointer:x} reaches outside page-locked memory");

    /// <summary>Undefined behaviour on a real card: nothing that follows can be trusted.</summary>
    private DriverError BreakContext(EmulatedContext context, string what)
    {
        context.Fault = CudaResult.IllegalAddress;
        return Misuse(CudaResult.IllegalAddress, what);
    }
}
