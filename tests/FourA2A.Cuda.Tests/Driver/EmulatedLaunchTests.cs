using FourA2A.Cuda.Driver;
using PtxEmulator;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Modules and launches of the emulated driver, below the binding.</summary>
public sealed unsafe class EmulatedLaunchTests
{
    [Fact]
    public void Launch_CopiesItsArgumentsAtOnceAndRunsLater()
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { EarlyExecution = 0 });
        var driver = new RawDriver(card);
        var store = driver.GetFunction(driver.Load(TestPtx.Kernels), "store");
        var address = driver.Alloc(16);
        driver.Write(address, 0);
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.Launch(store, 1, 4, address, 7, stream));
        Assert.Empty(card.Launches);
        RawDriver.Expect(driver.Synchronize(stream));
        Assert.Equal(10, driver.Read(address + 12));
        var launch = Assert.Single(card.Launches);
        Assert.Equal(("store", new Dim3(1), new Dim3(4)), (launch.Kernel, launch.Grid, launch.Block));
    }

    [Fact]
    public void Launch_BeyondTheLimits_IsRefused()
    {
        var driver = new RawDriver(new EmulatedCard());
        var module = driver.Load(TestPtx.Kernels);
        var store = driver.GetFunction(module, "store");
        RawDriver.Expect(driver.Launch(store, 0, 1, 0, 0, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.Launch(store, 1, 0, 0, 0, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.Launch(store, 1, 1025, 0, 0, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.Launch(store, 1, 1, 0, 0, 0, sharedBytes: 49153), CudaResult.InvalidValue);
        RawDriver.Expect(driver.Launch(driver.GetFunction(module, "few_threads"), 1, 33, 0, 0, 0), CudaResult.LaunchOutOfResources);
        RawDriver.Expect(driver.Launch(store + 1, 1, 1, 0, 0, 0), CudaResult.InvalidHandle);
        RawDriver.Expect(driver.Launch(store, 1, 1, 0, 0, store), CudaResult.InvalidHandle);
    }

    [Theory]
    [InlineData(0, EmulationFault.OutOfBounds, CudaResult.IllegalAddress)]
    [InlineData(2, EmulationFault.Misaligned, CudaResult.MisalignedAddress)]
    public void Faults_SurfaceLaterAndStay(int offset, EmulationFault fault, CudaResult result)
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { EarlyExecution = 0 });
        var driver = new RawDriver(card);
        var store = driver.GetFunction(driver.Load(TestPtx.Kernels), "store");
        var address = driver.Alloc(16) + (ulong)offset;
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.Launch(store, 1, 5, address, 7, stream));
        RawDriver.Expect(driver.TryAlloc(out _, 4));
        RawDriver.Expect(driver.Synchronize(stream), result);
        RawDriver.Expect(driver.TryAlloc(out _, 4), result);
        RawDriver.Expect(driver.DestroyStream(stream), result);
        Assert.Equal((fault, "store"), (card.LastFault!.Fault, card.LastFault.Kernel));
        driver.Close();
        Assert.Equal(default, card.Live);
        Assert.Empty(card.Misuses);
    }

    [Fact]
    public void Unload_UnderAQueuedLaunch_EndsTheContext()
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { EarlyExecution = 0 });
        var driver = new RawDriver(card);
        var module = driver.Load(TestPtx.Kernels);
        RawDriver.Expect(driver.Launch(driver.GetFunction(module, "store"), 1, 1, driver.Alloc(4), 7, driver.CreateStream()));
        RawDriver.Expect(driver.Unload(module), CudaResult.IllegalAddress);
        Assert.Contains("while a launch of its kernels is queued", Assert.Single(card.Misuses), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_GoWithTheirModule()
    {
        var driver = new RawDriver(new EmulatedCard());
        var module = driver.Load(TestPtx.Kernels);
        var store = driver.GetFunction(module, "store");
        RawDriver.Expect(driver.TryGetFunction(module, "absent", out _), CudaResult.NotFound);
        RawDriver.Expect(driver.Unload(module));
        RawDriver.Expect(driver.Unload(module), CudaResult.InvalidHandle);
        RawDriver.Expect(driver.Launch(store, 1, 1, 0, 0, 0), CudaResult.InvalidHandle);
    }

    [Fact]
    public void Load_OfBadPtx_CutsTheLogToItsBuffer()
    {
        var driver = new RawDriver(new EmulatedCard());
        var ptx = TestPtx.Module(".visible .entry broken()\n{\n    frobnicate.u32 %r1, %r2;\n    ret;\n}");
        RawDriver.Expect(driver.TryLoad(ptx, out _, out var log), CudaResult.InvalidPtx);
        Assert.StartsWith("PTX line 6:", log, StringComparison.Ordinal);
        RawDriver.Expect(driver.TryLoad(ptx, out _, out var cut, logBytes: 5), CudaResult.InvalidPtx);
        Assert.Equal(log[..4], cut);
        RawDriver.Expect(driver.TryLoad(ptx, out _, out var none, logBytes: 0), CudaResult.InvalidPtx);
        Assert.Empty(none);
    }

    [Theory]
    [InlineData(9020, "6.2", true)]
    [InlineData(9020, "6.3", false)]
    [InlineData(10000, "6.3", true)]
    [InlineData(10020, "6.5", true)]
    [InlineData(11080, "7.8", true)]
    [InlineData(11080, "8.0", false)]
    [InlineData(12060, "8.5", true)]
    [InlineData(12080, "8.7", true)]
    [InlineData(13000, "9.0", true)]
    public void Load_TakesThePtxOfItsCudaAndOlder(int cuda, string ptx, bool loads)
    {
        var driver = new RawDriver(new EmulatedCard(driver: new EmulatedDriver { Version = cuda }));
        var result = driver.TryLoad(TestPtx.Module(".visible .entry empty()\n{\n    ret;\n}", ptx, "sm_70"), out _, out _);
        RawDriver.Expect(result, loads ? CudaResult.Success : CudaResult.UnsupportedPtxVersion);
    }

    [Fact]
    public void Load_ForANewerCard_HasNoBinary()
    {
        var driver = new RawDriver(new EmulatedCard(new EmulatedCardOptions { Major = 8, Minor = 6 }));
        RawDriver.Expect(driver.TryLoad(TestPtx.Module(".visible .entry empty()\n{\n    ret;\n}", "7.1", "sm_86"), out _, out _));
        var result = driver.TryLoad(TestPtx.Module(".visible .entry empty()\n{\n    ret;\n}", "7.8", "sm_89"), out _, out var log);
        RawDriver.Expect(result, CudaResult.NoBinaryForGpu);
        Assert.Contains("sm_89", log, StringComparison.Ordinal);
    }
}
