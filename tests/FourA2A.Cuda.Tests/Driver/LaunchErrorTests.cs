using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Launches that are refused before they can do harm, and one that is not.</summary>
public sealed class LaunchErrorTests : BindingTest
{
    private readonly CudaStream stream;
    private readonly CudaModule module;
    private readonly CudaDeviceVariable<int> array;

    public LaunchErrorTests()
    {
        stream = new CudaStream(Context);
        module = Context.LoadModule(TestPtx.Kernels);
        array = new CudaDeviceVariable<int>(Context, 64);
    }

    [Fact]
    public void Launch_RunsTheKernelWithItsArguments()
    {
        module.GetKernel("store").Launch(stream, 1, 64, 0, array, 100);
        var host = new int[64];
        array.CopyToHost(host);
        Assert.Equal(Enumerable.Range(100, 64), host);
        var launch = Assert.Single(Card.Launches);
        Assert.Equal(("store", 64u), (launch.Kernel, launch.Block.X));
    }

    [Fact]
    public void Kernel_TellsWhatItTakes()
    {
        var kernel = module.GetKernel("store");
        Assert.Equal(["u64 store_address of 8 bytes", "u32 store_value of 4 bytes"], kernel.Parameters.Select(parameter => parameter.ToString()));
        Assert.Equal((0, 1024, 75), (kernel.SharedBytes, kernel.MaxThreadsPerBlock, kernel.PtxVersion));
        Assert.Equal(1024, module.GetKernel("with_shared").SharedBytes);
        Assert.Equal(32, module.GetKernel("few_threads").MaxThreadsPerBlock);
        Assert.Equal(16, kernel.GetMaxActiveBlocksPerMultiprocessor(64));
        Assert.Equal(4, kernel.GetMaxActiveBlocksPerMultiprocessor(256));
        Assert.Equal(4, kernel.GetMaxActiveBlocksPerMultiprocessor(32, 16384));
    }

    [Fact]
    public void Launch_WithAnotherNumberOfArguments_IsRefused()
    {
        var kernel = module.GetKernel("store");
        Refused("store: found 1 arguments, expected 2", () => kernel.Launch(stream, 1, 1, 0, array));
        Refused("store: found 3 arguments, expected 2", () => kernel.Launch(stream, 1, 1, 0, array, 1, 2));
        Refused("few_threads: found 1 arguments, expected 0", () => module.GetKernel("few_threads").Launch(stream, 1, 1, 0, array));
    }

    [Fact]
    public void Launch_WithArgumentsOfAnotherSizeOrKind_IsRefused()
    {
        var kernel = module.GetKernel("store");
        Refused("argument 1: found long of 8 bytes, expected u32 store_value of 4 bytes", () => kernel.Launch(stream, 1, 1, 0, array, 1L));
        Refused("argument 1: found float of 4 bytes", () => kernel.Launch(stream, 1, 1, 0, array, 1f));
        Refused("argument 0: found int of 4 bytes", () => kernel.Launch(stream, 1, 1, 0, 1, 1));
        Refused("argument 1: found double of 8 bytes", () => module.GetKernel("store_float").Launch(stream, 1, 1, 0, array, 1.0));
        Refused("argument 1: found int of 4 bytes", () => module.GetKernel("store_float").Launch(stream, 1, 1, 0, array, 1));
        Refused("argument 1: found nothing", () => kernel.Launch(stream, 1, 1, 0, array, default(KernelArgument)));
    }

    [Fact]
    public void Launch_WithBits_TakesIntegersAndFloats()
    {
        var kernel = module.GetKernel("store_bits");
        kernel.Launch(stream, 1, 1, 0, array, 1f);
        kernel.Launch(stream, 1, 1, 0, array.Slice(1, 1), -1);
        var host = new int[2];
        array.Slice(0, 2).CopyToHost(host);
        Assert.Equal([BitConverter.SingleToInt32Bits(1f), -1], host);
        Refused("argument 1: found device array of 8 bytes, expected b32", () => kernel.Launch(stream, 1, 1, 0, array, array));
    }

    [Fact]
    public void Launch_BeyondTheLimits_IsRefused()
    {
        var kernel = module.GetKernel("store");
        var few = module.GetKernel("few_threads");
        Refused("a block of 1056 threads", () => few.Launch(stream, 1, new CudaDim3(33, 32), 0));
        Refused("a block of 33 threads, expected at most 32", () => few.Launch(stream, 1, 33, 0));
        Refused("a block of (1025, 1, 1)", () => kernel.Launch(stream, 1, 1025, 0, array, 1));
        Refused("a block of (0, 1, 1)", () => kernel.Launch(stream, 1, 0, 0, array, 1));
        Refused("a block of (1, 1, 65)", () => kernel.Launch(stream, 1, new CudaDim3(1, 1, 65), 0, array, 1));
        Refused("a grid of (0, 1, 1)", () => kernel.Launch(stream, 0, 1, 0, array, 1));
        Refused("a grid of (1, 65536, 1)", () => kernel.Launch(stream, new CudaDim3(1, 65536), 1, 0, array, 1));
        Refused("found 48129 bytes of dynamic shared memory", () => module.GetKernel("with_shared").Launch(stream, 1, 1, 48129));
        Refused("found -1 bytes", () => kernel.Launch(stream, 1, 1, -1, array, 1));
    }

    [Fact]
    public void Launch_ThatTheDriverRefuses_NamesTheKernel()
    {
        Card.FailNext(nameof(DriverTable.LaunchKernel), CudaResult.LaunchOutOfResources);
        var exception = Assert.Throws<CudaException>(() => module.GetKernel("store").Launch(stream, 1, 1, 0, array, 1));
        Assert.Equal(["store"], exception.Kernels);
        Assert.Contains("cuLaunchKernel failed with code 701", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("kernel: store.", exception.Message, StringComparison.Ordinal);
        Assert.False(Context.IsLost);
        module.GetKernel("store").Launch(stream, 1, 1, 0, array, 1);
    }

    [Fact]
    public void Launch_OnAStreamOfAnotherContext_IsRefused()
    {
        using var other = new CudaContext(new CudaDriver(new EmulatedCard().Table), 0);
        using var foreign = new CudaStream(other);
        Refused("of another CUDA context", () => module.GetKernel("store").Launch(foreign, 1, 1, 0, array, 1));
    }

    [Fact]
    public void Launch_WithMemoryOfAnotherContext_IsRefused()
    {
        using var other = new CudaContext(new CudaDriver(new EmulatedCard().Table), 0);
        using var foreign = new CudaDeviceVariable<int>(other, 4);
        Refused("of another CUDA context", () => module.GetKernel("store").Launch(stream, 1, 1, 0, foreign, 1));

        // What was borrowed before the foreign array was met is given back.
        Refused("of another CUDA context", () => module.GetKernel("two_arrays").Launch(stream, 1, 1, 0, array, foreign));
    }

    [Fact]
    public void Copies_BetweenContexts_AreRefused()
    {
        using var other = new CudaContext(new CudaDriver(new EmulatedCard().Table), 0);
        using var foreign = new CudaDeviceVariable<int>(other, 64);
        using var host = new CudaPinnedMemory<int>(other, 64);
        using var otherStream = new CudaStream(other);
        using var marker = new CudaEvent(other);
        Refused("of another CUDA context", () => array.AsyncCopyToDevice(host, stream));
        Refused("of another CUDA context", () => array.AsyncCopyToHost(host, stream));
        Refused("of another CUDA context", () => array.AsyncCopyFromDevice(foreign, stream));
        Refused("of another CUDA context", () => array.AsyncMemset(0, otherStream));
        Refused("of another CUDA context", () => marker.Record(stream));
        Refused("of another CUDA context", () => stream.WaitFor(marker));
    }

    [Fact]
    public void Copies_OfAnotherLength_AreRefused()
    {
        using var host = new CudaPinnedMemory<int>(Context, 63);
        Refused("Found 63 elements", () => array.CopyToDevice(new int[63]));
        Refused("Found 65 elements", () => array.CopyToHost(new int[65]));
        Refused("Found 63 elements", () => array.AsyncCopyToDevice(host, stream));
        Refused("Found 63 elements", () => array.AsyncCopyToHost(host, stream));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 65)]
    [InlineData(64, 1)]
    [InlineData(1, long.MaxValue)]
    public void Slice_BeyondTheArray_IsRefused(long start, long length) =>
        Refused($"Found a slice of {length} elements from {start} on, expected one inside 64", () => array.Slice(start, length));

    protected override void Dispose(bool disposing)
    {
        array.Dispose();
        module.Dispose();
        stream.Dispose();
        base.Dispose(disposing);
    }

    private static void Refused(string message, Action launch) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(launch).Message, StringComparison.Ordinal);
}
