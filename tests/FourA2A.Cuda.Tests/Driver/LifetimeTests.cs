using System.Runtime.CompilerServices;
using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Who owns what until when; nothing queued runs before the tests wait for it.</summary>
public sealed class LifetimeTests() : BindingTest(earlyExecution: 0)
{
    [Fact]
    public void AnyType_UsedAfterDispose_Throws()
    {
        using var stream = new CudaStream(Context);
        using var live = new CudaDeviceVariable<int>(Context, 4);
        var array = new CudaDeviceVariable<int>(Context, 4);
        var slice = array.Slice(1, 2);
        var host = new CudaPinnedMemory<int>(Context, 4);
        var queue = new CudaStream(Context);
        var marker = new CudaEvent(Context);
        IDisposable[] disposables = [array, host, queue, marker];
        foreach (var disposable in disposables)
        {
            disposable.Dispose();
            disposable.Dispose();
        }

        Action[] calls =
        [
            () => array.CopyToDevice(new int[4]),
            () => array.CopyToHost(new int[4]),
            () => array.AsyncMemset(0, stream),
            () => array.AsyncCopyFromDevice(live, stream),
            () => live.AsyncCopyFromDevice(array, stream),
            () => _ = array.DeviceAddress,
            () => slice.CopyToHost(new int[2]),
            () => _ = (KernelArgument)array,
            () => _ = host.Span.Length,
            () => live.AsyncCopyToDevice(host, stream),
            () => live.AsyncCopyToHost(host, stream),
            queue.Synchronize,
            () => _ = queue.IsIdle,
            () => live.AsyncMemset(0, queue),
            marker.Synchronize,
            () => marker.Record(stream),
            () => stream.WaitFor(marker),
            () => CudaEvent.ElapsedMilliseconds(marker, marker),
        ];
        Assert.All(calls, call => Assert.Throws<ObjectDisposedException>(call));
    }

    [Fact]
    public void Context_UsedAfterDispose_Throws()
    {
        var stream = new CudaStream(Context);
        var array = new CudaDeviceVariable<int>(Context, 4);
        Context.Dispose();
        Context.Dispose();
        Action[] calls =
        [
            () => Context.GetMemoryInfo(),
            Context.Synchronize,
            () => Context.LoadModule(TestPtx.Kernels),
            () => _ = new CudaStream(Context),
            () => array.CopyToHost(new int[4]),
            stream.Synchronize,
        ];
        Assert.All(calls, call => Assert.Throws<ObjectDisposedException>(call));

        // What is left may go in any order, and the card lets go with the last of it.
        Assert.Equal(1, Card.Live.Contexts);
        array.Dispose();
        stream.Dispose();
        Assert.Equal(default, Card.Live);
    }

    [Fact]
    public void TwoContexts_OfOneCard_KeepEachOthersCard()
    {
        var other = new CudaContext(Driver, 0);
        using var array = new CudaDeviceVariable<int>(Context, 4);
        other.Dispose();
        array.CopyToDevice([1, 2, 3, 4]);
        Assert.Equal(1, Card.Live.Contexts);
    }

    [Fact]
    public void PinnedMemory_DisposedUnderACopy_LivesUntilTheStreamHasPassed()
    {
        using var stream = new CudaStream(Context);
        using var array = new CudaDeviceVariable<int>(Context, 4);
        var host = new CudaPinnedMemory<int>(Context, 4);
        host.Span.Fill(9);
        array.AsyncCopyToDevice(host, stream);
        host.Dispose();
        var read = new int[4];
        array.CopyToHost(read);
        Assert.Equal([9, 9, 9, 9], read);
    }

    [Fact]
    public void PinnedMemory_ThatIsForgottenUnderACopy_LivesUntilTheStreamHasPassed()
    {
        using var stream = new CudaStream(Context);
        using var array = new CudaDeviceVariable<int>(Context, 4);
        CopyAndForget(array, stream);
        Collect(() => Card.Live.HostAllocations == 0);
        var read = new int[4];
        array.CopyToHost(read);
        Assert.Equal([5, 5, 5, 5], read);
    }

    [Fact]
    public void PinnedMemory_OfADisposedStream_IsFreed()
    {
        using var array = new CudaDeviceVariable<int>(Context, 4);
        using var host = new CudaPinnedMemory<int>(Context, 4);
        host.Span.Fill(3);
        using (var stream = new CudaStream(Context))
        {
            array.AsyncCopyToDevice(host, stream);
        }

        host.Dispose();
        Assert.Equal(0, Card.Live.HostAllocations);
    }

    [Fact]
    public void DeviceMemory_DisposedUnderAKernel_LivesUntilItHasEnded()
    {
        using var module = Context.LoadModule(TestPtx.Kernels);
        using var stream = new CudaStream(Context);
        var array = new CudaDeviceVariable<int>(Context, 32);
        module.GetKernel("store").Launch(stream, 1, 32, 0, array, 1);
        array.Dispose();
        stream.Synchronize();
        Assert.Null(Card.LastFault);
        Assert.Single(Card.Launches);
    }

    [Fact]
    public void ForgottenObjects_AreReleasedByTheFinalizer()
    {
        Forget();
        Collect(() => Card.Live == new LiveResources(Contexts: 1, 0, 0, 0, 0, 0));
        Assert.Equal(1, Card.Live.Contexts);
        Assert.Equal(0, Card.Driver.PushedContexts);
        Assert.Empty(Card.Misuses);
    }

    [Fact]
    public void AForgottenContext_IsReleasedByTheFinalizer()
    {
        var card = new EmulatedCard();
        ForgetContext(card);
        Collect(() => card.Live == default);
        Assert.Empty(card.Misuses);
    }

    [Fact]
    public void Objects_AreUsedAndReleasedOnAnyThread()
    {
        using var array = new CudaDeviceVariable<int>(Context, 64);
        Parallel.For(0, 64, n =>
        {
            using var stream = new CudaStream(Context);
            using var host = new CudaPinnedMemory<int>(Context, 1);
            host.Span[0] = n;
            array.Slice(n, 1).AsyncCopyToDevice(host, stream);
        });
        var read = new int[64];
        array.CopyToHost(read);
        Assert.Equal(Enumerable.Range(0, 64), read);
    }

    [Fact]
    public void Exceptions_LeaveNoContextCurrent()
    {
        Card.FailNext(nameof(DriverTable.MemAlloc), CudaResult.OutOfMemory);
        Assert.Throws<CudaException>(() => new CudaDeviceVariable<int>(Context, 4));
        Assert.Equal(0, Card.Driver.PushedContexts);
        Assert.Throws<CudaException>(() => Context.LoadModule("nonsense"));
        Assert.Equal(0, Card.Driver.PushedContexts);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CudaDeviceVariable<int>(Context, 0));
        Assert.Equal(0, Card.Driver.PushedContexts);
    }

    [Fact]
    public void Elapsed_BeforeTheEventsAreRecorded_IsRefused()
    {
        using var stream = new CudaStream(Context);
        using var start = new CudaEvent(Context);
        using var end = new CudaEvent(Context);
        Assert.Equal(CudaResult.InvalidHandle, Assert.Throws<CudaException>(() => CudaEvent.ElapsedMilliseconds(start, end)).Code);
        start.Record(stream);
        Assert.Equal(CudaResult.InvalidHandle, Assert.Throws<CudaException>(() => CudaEvent.ElapsedMilliseconds(start, end)).Code);
        end.Record(stream);
        Assert.True(CudaEvent.ElapsedMilliseconds(start, end) > 0);
    }

    [Fact]
    public void Elapsed_BetweenTwoStreams_WaitsForBoth()
    {
        using var first = new CudaStream(Context);
        using var second = new CudaStream(Context);
        using var start = new CudaEvent(Context);
        using var end = new CudaEvent(Context);
        for (var n = 0; n < 20; n++)
        {
            start.Record(first);
            end.Record(second);
            Assert.True(float.IsFinite(CudaEvent.ElapsedMilliseconds(start, end)));
        }
    }

    // In methods of their own, which keep nothing alive in a register or a slot of the caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CopyAndForget(CudaDeviceVariable<int> array, CudaStream stream)
    {
        var host = new CudaPinnedMemory<int>(Context, 4);
        host.Span.Fill(5);
        array.AsyncCopyToDevice(host, stream);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget()
    {
        var stream = new CudaStream(Context);
        var array = new CudaDeviceVariable<int>(Context, 32);
        var host = new CudaPinnedMemory<int>(Context, 32);
        var marker = new CudaEvent(Context);
        var module = Context.LoadModule(TestPtx.Kernels);
        array.AsyncCopyToDevice(host, stream);
        module.GetKernel("store").Launch(stream, 1, 32, 0, array, 1);
        marker.Record(stream);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForgetContext(EmulatedCard card)
    {
        var context = new CudaContext(new CudaDriver(card.Table), 0);
        _ = new CudaDeviceVariable<int>(context, 4);
        _ = new CudaStream(context);
    }

    private static void Collect(Func<bool> done)
    {
        for (var n = 0; n < 20 && !done(); n++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(done());
    }
}
