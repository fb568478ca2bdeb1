using System.Runtime.InteropServices;
using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>The emulated driver's contracts on initialisation, contexts, handles, memory and injected failures.</summary>
public sealed unsafe class EmulatedDriverTests
{
    [Fact]
    public void EveryCall_BeforeInit_IsNotInitialized()
    {
        var table = new EmulatedCard().Table;
        int count;
        ulong address;
        nint context;
        RawDriver.Expect(table.DeviceGetCount(&count), CudaResult.NotInitialized);
        RawDriver.Expect(table.DevicePrimaryCtxRetain(&context, 0), CudaResult.NotInitialized);
        RawDriver.Expect(table.MemAlloc(&address, 4), CudaResult.NotInitialized);
        RawDriver.Expect(table.DriverGetVersion(&count));
        Assert.Equal(12080, count);
    }

    [Fact]
    public void Init_WithoutACard_IsNoDevice()
    {
        var table = new EmulatedDriver().Table;
        RawDriver.Expect(table.Init(0), CudaResult.NoDevice);
        int count;
        RawDriver.Expect(table.DeviceGetCount(&count), CudaResult.NotInitialized);
    }

    [Fact]
    public void Calls_WithoutACurrentContext_AreInvalid()
    {
        var card = new EmulatedCard();
        var driver = new RawDriver(card);
        Assert.Equal(1, card.Driver.PushedContexts);
        driver.Close();
        Assert.Equal(0, card.Driver.PushedContexts);
        RawDriver.Expect(driver.TryAlloc(out _, 4), CudaResult.InvalidContext);
    }

    [Fact]
    public void Contexts_AreCurrentOnTheirThreadOnly()
    {
        var driver = new RawDriver(new EmulatedCard());
        var result = CudaResult.Success;
        var thread = new Thread(() => result = driver.TryAlloc(out _, 4));
        thread.Start();
        thread.Join();
        RawDriver.Expect(result, CudaResult.InvalidContext);
    }

    [Fact]
    public void PrimaryContext_IsSharedUntilItsLastRelease()
    {
        var card = new EmulatedCard();
        var driver = new RawDriver(card);
        Assert.Equal(driver.Context, driver.Retain());
        RawDriver.Expect(card.Table.DevicePrimaryCtxRelease(driver.Device));
        Assert.Equal(1, card.Live.Contexts);
        RawDriver.Expect(card.Table.DevicePrimaryCtxRelease(driver.Device));
        Assert.Equal(default, card.Live);
        RawDriver.Expect(driver.TryAlloc(out _, 4), (CudaResult)709);
        RawDriver.Expect(card.Table.DevicePrimaryCtxRelease(driver.Device), CudaResult.InvalidContext);
        RawDriver.Expect(card.Table.CtxPushCurrent(driver.Context), CudaResult.InvalidContext);
    }

    [Fact]
    public void Contexts_ThatEndWithTheirObjects_AreReported()
    {
        var card = new EmulatedCard();
        var driver = new RawDriver(card);
        _ = driver.Alloc(4);
        _ = driver.HostAlloc(1);
        _ = driver.CreateStream();
        _ = driver.CreateEvent();
        Assert.Equal(new LiveResources(1, 1, 1, 0, 1, 1), card.Live);
        driver.Close();
        Assert.Contains("still owns", Assert.Single(card.Misuses), StringComparison.Ordinal);
        Assert.Equal(default, card.Live);
    }

    [Fact]
    public void Memory_IsCountedAndFreedOnce()
    {
        var card = new EmulatedCard(new EmulatedCardOptions { MemoryBytes = 1 << 20 });
        var driver = new RawDriver(card);
        RawDriver.Expect(driver.TryAlloc(out _, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.TryAlloc(out _, (1 << 20) + 1), CudaResult.OutOfMemory);
        var address = driver.Alloc(1 << 20);
        RawDriver.Expect(driver.TryAlloc(out _, 1), CudaResult.OutOfMemory);
        RawDriver.Expect(driver.Free(address));
        RawDriver.Expect(driver.Free(address), CudaResult.InvalidValue);
        Assert.Single(card.Misuses);
        _ = driver.Alloc(1 << 20);
    }

    [Fact]
    public void Copies_StayInsideAnAllocation()
    {
        var driver = new RawDriver(new EmulatedCard());
        var address = driver.Alloc(8);
        RawDriver.Expect(driver.Fill(address + 4, 0, 5, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.TryRead(address + 6, out _), CudaResult.InvalidValue);
        RawDriver.Expect(driver.CopyOnDevice(address, address + 4, 8, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.CopyOnDevice(address, address + 2, 4, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.Fill(0, 0, 0, 0));
    }

    [Fact]
    public void Handles_ThatAreFreedOrForeign_AreInvalid()
    {
        var (card, other) = (new EmulatedCard(), new EmulatedCard());
        var driver = new RawDriver(card);
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.DestroyStream(stream));
        RawDriver.Expect(driver.DestroyStream(stream), CudaResult.InvalidHandle);
        var marker = driver.CreateEvent();
        RawDriver.Expect(driver.Record(marker, stream), CudaResult.InvalidHandle);
        RawDriver.Expect(driver.Record(marker, new RawDriver(other).CreateStream()), CudaResult.InvalidHandle);
        RawDriver.Expect(driver.DestroyEvent(stream), CudaResult.InvalidHandle);
        RawDriver.Expect(driver.Record(0, 0), CudaResult.InvalidHandle);
        Assert.Equal(5, card.Misuses.Count);
        Assert.Empty(other.Misuses);
    }

    [Fact]
    public void FailNext_FailsOneCallOnly()
    {
        var card = new EmulatedCard();
        var driver = new RawDriver(card);
        card.FailNext(nameof(DriverTable.MemAlloc), CudaResult.OutOfMemory, after: 2);
        card.FailNext(nameof(DriverTable.MemAlloc), CudaResult.NotSupported);
        var results = Enumerable.Range(0, 5).Select(_ => driver.TryAlloc(out var _, 4)).ToList();
        Assert.Equal([CudaResult.Success, CudaResult.Success, CudaResult.OutOfMemory, CudaResult.NotSupported, CudaResult.Success], results);
        Assert.Throws<ArgumentException>(() => card.FailNext("cuMemAlloc", CudaResult.OutOfMemory));
    }

    [Fact]
    public void FailNext_WithAStickyCode_EndsTheContext()
    {
        var card = new EmulatedCard();
        var driver = new RawDriver(card);
        card.FailNext(nameof(DriverTable.StreamSynchronize), CudaResult.LaunchFailed);
        RawDriver.Expect(driver.Synchronize(0), CudaResult.LaunchFailed);
        RawDriver.Expect(driver.TryAlloc(out _, 4), CudaResult.LaunchFailed);
    }

    [Fact]
    public void Lose_FailsEveryCall()
    {
        var card = new EmulatedCard();
        var driver = new RawDriver(card);
        card.Driver.Lose(CudaResult.Unknown);
        RawDriver.Expect(driver.TryAlloc(out _, 4), CudaResult.Unknown);
        RawDriver.Expect(card.Table.CtxPushCurrent(driver.Context), CudaResult.Unknown);
    }

    [Theory]
    [InlineData(CudaResult.Success, "CUDA_SUCCESS", "success")]
    [InlineData(CudaResult.NoBinaryForGpu, "CUDA_ERROR_NO_BINARY_FOR_GPU", "no binary for gpu")]
    [InlineData(CudaResult.InvalidPtx, "CUDA_ERROR_INVALID_PTX", "invalid ptx")]
    public void Codes_HaveNamesAndTexts(CudaResult code, string name, string text)
    {
        var table = new EmulatedCard().Table;
        byte* pointer;
        RawDriver.Expect(table.GetErrorName(code, &pointer));
        Assert.Equal(name, Marshal.PtrToStringUTF8((nint)pointer));
        RawDriver.Expect(table.GetErrorString(code, &pointer));
        Assert.Equal(text, Marshal.PtrToStringUTF8((nint)pointer));
        RawDriver.Expect(table.GetErrorName((CudaResult)12345, &pointer), CudaResult.InvalidValue);
        Assert.True(pointer == null);
    }

    [Fact]
    public void Devices_AreCountedNamedAndMeasured()
    {
        var machine = new EmulatedDriver();
        _ = new EmulatedCard(new EmulatedCardOptions { Name = "first" }, machine);
        var second = new EmulatedCard(new EmulatedCardOptions { Name = "second", MemoryBytes = 5 << 20, Major = 8, Minor = 6 }, machine);
        var table = second.Table;
        RawDriver.Expect(table.Init(0));
        int number;
        RawDriver.Expect(table.DeviceGetCount(&number));
        Assert.Equal(2, number);
        int device;
        RawDriver.Expect(table.DeviceGet(&device, 1));
        RawDriver.Expect(table.DeviceGet(&number, 2), CudaResult.InvalidDevice);
        RawDriver.Expect(table.DeviceGetAttribute(&number, 75, device));
        Assert.Equal(8, number);
        RawDriver.Expect(table.DeviceGetAttribute(&number, 9999, device), CudaResult.InvalidValue);
        nuint bytes;
        RawDriver.Expect(table.DeviceTotalMem(&bytes, device));
        Assert.Equal((nuint)(5 << 20), bytes);
        var name = stackalloc byte[4];
        RawDriver.Expect(table.DeviceGetName(name, 4, device));
        Assert.Equal("sec", Marshal.PtrToStringUTF8((nint)name));
    }
}
