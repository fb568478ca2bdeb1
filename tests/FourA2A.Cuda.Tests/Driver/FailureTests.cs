using System.Reflection;
using FourA2A.Cuda.Driver;
using PtxEmulator;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Calls that fail on the way, and contexts that are lost.</summary>
public sealed class FailureTests : BindingTest
{
    public static TheoryData<string> Functions =>
        new(typeof(DriverTable).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name));

    [Fact]
    public void Allocate_BeyondTheMemory_SaysHowMuchThereIs()
    {
        using var half = new CudaDeviceVariable<byte>(Context, 1 << 29);
        var exception = Assert.Throws<CudaException>(() => new CudaDeviceVariable<float>(Context, 1 << 28));
        Assert.Equal(CudaResult.OutOfMemory, exception.Code);
        Assert.Contains("asked for 1073741824 bytes, 536870912 bytes are free of 1073741824 in total", exception.Message, StringComparison.Ordinal);
        Assert.Equal((1L << 29, 1L << 30), Context.GetMemoryInfo());
        Assert.False(Context.IsLost);
    }

    [Fact]
    public void AllocatePinned_ThatFails_SaysHowMuchWasAsked()
    {
        Card.FailNext(nameof(DriverTable.MemHostAlloc), CudaResult.OutOfMemory);
        var exception = Assert.Throws<CudaException>(() => new CudaPinnedMemory<double>(Context, 100));
        Assert.Contains("asked for 800 bytes of page-locked host memory", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernel_ThatWritesBeyondItsArray_LosesTheContext()
    {
        using var stream = new CudaStream(Context);
        using var array = new CudaDeviceVariable<int>(Context, 4);
        using var host = new CudaPinnedMemory<int>(Context, 4);
        using var marker = new CudaEvent(Context);
        using var module = Context.LoadModule(TestPtx.Kernels);
        var first = LoseContext(stream);
        Assert.Equal(CudaResult.IllegalAddress, first.Code);
        Assert.Equal(["store"], first.Kernels);
        Assert.Contains("store", first.Message, StringComparison.Ordinal);
        Assert.True(Context.IsLost);
        Assert.Equal((EmulationFault.OutOfBounds, "store"), (Card.LastFault!.Fault, Card.LastFault.Kernel));

        // Everything fails at once, and tells what came first.
        Action[] calls =
        [
            stream.Synchronize,
            Context.Synchronize,
            marker.Synchronize,
            () => marker.Record(stream),
            () => stream.WaitFor(marker),
            () => _ = stream.IsIdle,
            () => Context.GetMemoryInfo(),
            () => Context.LoadModule(TestPtx.Kernels),
            () => module.GetKernel("store"),
            () => module.ReadGlobal<int>("answer"),
            () => array.CopyToDevice(new int[4]),
            () => array.CopyToHost(new int[4]),
            () => array.AsyncCopyToDevice(host, stream),
            () => array.AsyncCopyToHost(host, stream),
            () => array.AsyncMemset(0, stream),
            () => _ = new CudaStream(Context),
            () => _ = new CudaEvent(Context),
            () => _ = new CudaDeviceVariable<int>(Context, 4),
            () => _ = new CudaPinnedMemory<int>(Context, 4),
        ];
        foreach (var call in calls)
        {
            var later = Assert.Throws<CudaException>(call);
            Assert.Equal(CudaResult.IllegalAddress, later.Code);
            Assert.Contains("The CUDA context is lost", later.Message, StringComparison.Ordinal);
            Assert.Contains(first.Message, later.Message, StringComparison.Ordinal);
            Assert.Same(first, later.InnerException);
        }
    }

    [Fact]
    public void Kernel_ThatIsMisaligned_LosesTheContext()
    {
        using var stream = new CudaStream(Context);
        using var module = Context.LoadModule(TestPtx.Kernels);
        using var array = new CudaDeviceVariable<byte>(Context, 16);
        module.GetKernel("store").Launch(stream, 1, 1, 0, array.Slice(2, 8), 1);
        var exception = Assert.Throws<CudaException>(Context.Synchronize);
        Assert.Equal(CudaResult.MisalignedAddress, exception.Code);
        Assert.Equal(["store"], exception.Kernels);
    }

    [Fact]
    public void KernelFailure_ThatOnlyADisposalSees_IsThrownByTheNextCall()
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { EarlyExecution = 0 });
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var module = context.LoadModule(TestPtx.Kernels);
        using var array = new CudaDeviceVariable<int>(context, 4);
        var stream = new CudaStream(context);
        module.GetKernel("store").Launch(stream, 1, 8, 0, array, 1);
        stream.Dispose();
        var exception = Assert.Throws<CudaException>(() => context.GetMemoryInfo());
        Assert.Equal(["store"], exception.Kernels);
    }

    [Fact]
    public void WhatAStreamMayStillNeed_IsKeptIfTheDriverRefusesToWait()
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { EarlyExecution = 0 });
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var stream = new CudaStream(context);
        using var array = new CudaDeviceVariable<int>(context, 4);
        var host = new CudaPinnedMemory<int>(context, 4);
        var module = context.LoadModule(TestPtx.Kernels);
        module.GetKernel("store").Launch(stream, 1, 4, 0, array, 1);
        array.AsyncCopyToHost(host, stream);
        card.FailNext(nameof(DriverTable.StreamSynchronize), CudaResult.Unknown);
        card.FailNext(nameof(DriverTable.StreamSynchronize), CudaResult.Unknown);
        host.Dispose();
        module.Dispose();
        Assert.Equal((1, 1), (card.Live.HostAllocations, card.Live.Modules));
        stream.Synchronize();
        Assert.Empty(card.Misuses);
    }

    [Fact]
    public void ALostContext_IsFreshOnceAllOfItIsDisposed()
    {
        using (var stream = new CudaStream(Context))
        {
            LoseContext(stream);
        }

        Context.Dispose();
        using var context = new CudaContext(Driver, 0);
        using var array = new CudaDeviceVariable<int>(context, 4);
        Assert.False(context.IsLost);
    }

    [Fact]
    public void ALostCard_IsReportedAndDisposedQuietly()
    {
        ExpectNothingOfTheCard();
        using var stream = new CudaStream(Context);
        using var array = new CudaDeviceVariable<int>(Context, 4);
        using var host = new CudaPinnedMemory<int>(Context, 4);
        using var module = Context.LoadModule(TestPtx.Kernels);
        using var marker = new CudaEvent(Context);
        array.AsyncCopyToDevice(host, stream);
        Card.Driver.Lose(CudaResult.Unknown);
        Assert.Equal(CudaResult.Unknown, Assert.Throws<CudaException>(stream.Synchronize).Code);
        Assert.Equal(CudaResult.Unknown, Assert.Throws<CudaException>(() => array.CopyToHost(new int[4])).Code);
    }

    /// <summary>
    /// Fails every function of the table at its first to fourth call of a whole run. Either it is one of those that release, and nobody is told;
    /// or the exception names it. Whatever it is, no context stays current, and only what a failed release kept is left.
    /// </summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void AnyCall_ThatFails_IsNamedAndLeavesNothingBehind(string function)
    {
        var releases = function is
            nameof(DriverTable.MemFree) or nameof(DriverTable.MemFreeHost) or nameof(DriverTable.ModuleUnload) or nameof(DriverTable.StreamDestroy)
            or nameof(DriverTable.EventDestroy) or nameof(DriverTable.DevicePrimaryCtxRelease) or nameof(DriverTable.CtxPopCurrent);
        foreach (var after in Enumerable.Range(0, 4))
        {
            var card = new EmulatedCard();
            card.FailNext(function, CudaResult.Unknown, after);
            var exception = Record.Exception(() => Use(card));
            Assert.DoesNotContain(card.Misuses, misuse => !misuse.Contains("still owns", StringComparison.Ordinal));
            if (releases)
            {
                Assert.Null(exception);
            }
            else
            {
                // Texts of codes are asked for only where something else has failed; the other functions are called at least once.
                Assert.True(exception is not null || after > 0 || function is nameof(DriverTable.GetErrorName) or nameof(DriverTable.GetErrorString));
                if (exception is not null)
                {
                    var failure = Assert.IsType<CudaException>(exception);
                    Assert.Equal((CudaResult.Unknown, $"cu{function}"), (failure.Code, failure.Function));
                }

                Assert.Equal(0, card.Driver.PushedContexts);
                Assert.Equal(default, card.Live);
                Assert.Empty(card.Misuses);
            }
        }
    }

    private static void Use(EmulatedCard card)
    {
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var module = context.LoadModule(TestPtx.Kernels);
        var kernel = module.GetKernel("store");
        kernel.GetMaxActiveBlocksPerMultiprocessor(32);
        using var stream = new CudaStream(context);
        using var other = new CudaStream(context);
        using var start = new CudaEvent(context);
        using var end = new CudaEvent(context);
        using var array = new CudaDeviceVariable<int>(context, 32);
        using var copy = new CudaDeviceVariable<int>(context, 32);
        using var host = new CudaPinnedMemory<int>(context, 32);
        array.CopyToDevice(new int[32]);
        start.Record(stream);
        array.AsyncCopyToDevice(host, stream);
        array.AsyncMemset(0, stream);
        kernel.Launch(stream, 1, 32, 0, array, 7);
        end.Record(stream);
        other.WaitFor(end);
        copy.AsyncCopyFromDevice(array, other);
        copy.AsyncCopyToHost(host, other);
        other.Synchronize();
        _ = stream.IsIdle;
        Assert.Equal(7, host.Span[0]);
        var read = new int[32];
        copy.CopyToHost(read);
        Assert.Equal(8, read[1]);
        Assert.Equal(42, module.ReadGlobal<int>("answer"));
        context.GetMemoryInfo();
        context.Synchronize();
        CudaEvent.ElapsedMilliseconds(start, end);
    }
}
