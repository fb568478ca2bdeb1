using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>
/// What is found wrong with a launch before the driver is asked.
/// </summary>
public sealed class KernelLaunchTests : IDisposable
{
    private readonly CudaContext context;
    private readonly CudaStream stream;
    private readonly CudaModule module;
    private readonly CudaKernel kernel;
    private readonly CudaDeviceVariable<float> array;

    public KernelLaunchTests()
    {
        context = new CudaContext(FakeDriver.Start(), 0);
        stream = new CudaStream(context);
        module = context.LoadModule(
            """
            .visible .entry scale(
                .param .u64 samples,
                .param .f32 gain,
                .param .u32 length,
                .param .b32 bits
            )
            """);
        kernel = module.GetKernel("scale");
        array = new CudaDeviceVariable<float>(context, 100);
    }

    public void Dispose()
    {
        array.Dispose();
        module.Dispose();
        stream.Dispose();
        context.Dispose();
    }

    [Fact]
    public void RightArguments_AreLaunched()
    {
        kernel.Launch(stream, 1, 256, 0, array, 0.5f, 100, 1f);
        kernel.Launch(stream, (3, 2), new CudaDim3(8, 8, 4), 48 << 10, array.Slice(10, 5), 0.5f, 100u, 1);
        Assert.Equal(2, FakeDriver.Calls.Count(call => call == "LaunchKernel"));
    }

    [Fact]
    public void WrongArguments_AreNamed()
    {
        AssertRefused<ArgumentException>("found 2 arguments, expected 4", () => kernel.Launch(stream, 1, 1, 0, array, 0.5f));
        AssertRefused<ArgumentException>("argument 0: found int of 4 bytes, expected u64 samples of 8 bytes", () => kernel.Launch(stream, 1, 1, 0, 1, 0.5f, 100, 1));
        AssertRefused<ArgumentException>("argument 1: found double of 8 bytes, expected f32 gain of 4 bytes", () => kernel.Launch(stream, 1, 1, 0, array, 0.5, 100, 1));
        AssertRefused<ArgumentException>("argument 1: found int of 4 bytes, expected f32 gain", () => kernel.Launch(stream, 1, 1, 0, array, 1, 100, 1));
        AssertRefused<ArgumentException>("argument 2: found float of 4 bytes, expected u32 length", () => kernel.Launch(stream, 1, 1, 0, array, 1f, 100f, 1));
        AssertRefused<ArgumentException>("argument 3: found device array of 8 bytes", () => kernel.Launch(stream, 1, 1, 0, array, 1f, 100, array));
        AssertRefused<ArgumentException>("argument 1: found nothing", () => kernel.Launch(stream, 1, 1, 0, array, default, 100, 1));
    }

    [Fact]
    public void WrongExtents_AreNamed()
    {
        AssertRefused<ArgumentOutOfRangeException>("a grid of (0, 1, 1)", () => Launch(0, 1, 0));
        AssertRefused<ArgumentOutOfRangeException>("a grid of (1, 65536, 1)", () => Launch((1, 65536), 1, 0));
        AssertRefused<ArgumentOutOfRangeException>("a block of (-1, 1, 1)", () => Launch(1, -1, 0));
        AssertRefused<ArgumentOutOfRangeException>("a block of (1, 1, 65)", () => Launch(1, new CudaDim3(1, 1, 65), 0));
        AssertRefused<ArgumentOutOfRangeException>("a block of 257 threads, expected at most 256", () => Launch(1, 257, 0));
        AssertRefused<ArgumentOutOfRangeException>("49153 bytes of dynamic shared memory", () => Launch(1, 256, (48 << 10) + 1));
    }

    [Fact]
    public void ThingsOfAnotherContext_AreRefused()
    {
        using var other = new CudaContext(context.Driver, 0);
        using var otherStream = new CudaStream(other);
        using var otherArray = new CudaDeviceVariable<float>(other, 100);
        AssertRefused<ArgumentException>("StreamHandle of another CUDA context", () => kernel.Launch(otherStream, 1, 1, 0, array, 1f, 100, 1), "context");
        AssertRefused<ArgumentException>("DeviceMemoryHandle of another CUDA context", () => kernel.Launch(stream, 1, 1, 0, otherArray, 1f, 100, 1), "context");
    }

    [Fact]
    public void UnknownKernel_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => module.GetKernel("scales"));
        Assert.Contains("'scales', expected one of scale", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyOfAnotherLength_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => array.CopyToDevice(new float[99]));
        array.Slice(1, 99).CopyToDevice(new float[99]);
        Assert.Single(FakeDriver.Calls, "MemcpyHtoD");
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 101)]
    [InlineData(100, 1)]
    [InlineData(1, long.MaxValue)]
    public void SliceBeyondTheArray_IsRefused(long start, long length)
        => Assert.Throws<ArgumentOutOfRangeException>(() => array.Slice(start, length));

    [Fact]
    public void DisposedThings_AreNotUsed()
    {
        array.Dispose();
        AssertRefused<ObjectDisposedException>("DeviceMemoryHandle", () => Launch(1, 1, 0));
        stream.Dispose();
        Assert.Throws<ObjectDisposedException>(stream.Synchronize);
        module.Dispose();
        Assert.Throws<ObjectDisposedException>(() => module.GetKernel("scale"));
        context.Dispose();
        Assert.Throws<ObjectDisposedException>(() => context.GetMemoryInfo());
        Assert.Equal(["MemFree", "StreamSynchronize", "StreamDestroy", "ModuleUnload", "DevicePrimaryCtxRelease"], FakeDriver.Calls.TakeLast(5));
    }

    [Fact]
    public void ContextDisposedFirst_IsReleasedLast()
    {
        context.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array.CopyToDevice(new float[100]));
        array.Dispose();
        module.Dispose();
        stream.Dispose();
        Assert.Equal("DevicePrimaryCtxRelease", FakeDriver.Calls[^1]);
        Assert.Single(FakeDriver.Calls, "DevicePrimaryCtxRelease");
    }

    private void Launch(CudaDim3 grid, CudaDim3 block, int sharedBytes) => kernel.Launch(stream, grid, block, sharedBytes, array, 0.5f, 100, 1);

    private static void AssertRefused<T>(string words, Action launch, string subject = "scale")
        where T : Exception
    {
        var exception = Assert.Throws<T>(launch);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        if (exception is ArgumentException)
        {
            Assert.Contains(subject, exception.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("LaunchKernel", FakeDriver.Calls);
    }
}
