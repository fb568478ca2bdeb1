using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Streams, events and asynchronous copies of the emulated driver: late, in any order that is allowed, and in no other.</summary>
public sealed unsafe class EmulatedStreamTests
{
    private const int Seeds = 24;

    private static EmulatedCard Card(int seed = 1, double early = 0.25) => new(driver: new EmulatedDriver { Seed = seed, EarlyExecution = early });

    [Fact]
    public void CopyToDevice_ReadsHostMemoryOnlyWhenCarriedOut()
    {
        var driver = new RawDriver(Card(early: 0));
        var host = driver.HostAlloc(1);
        var device = driver.Alloc(4);
        var stream = driver.CreateStream();
        *host = 1;
        RawDriver.Expect(driver.CopyToDevice(device, host, 4, stream));
        *host = 2;
        RawDriver.Expect(driver.Synchronize(stream));
        Assert.Equal(2, driver.Read(device));
    }

    [Fact]
    public void CopyToHost_WritesHostMemoryOnlyWhenCarriedOut()
    {
        var driver = new RawDriver(Card(early: 0));
        var host = driver.HostAlloc(1);
        var device = driver.Alloc(4);
        driver.Write(device, 5);
        *host = 1;
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.CopyToHost(host, device, 4, stream));
        Assert.Equal(1, *host);
        RawDriver.Expect(driver.Synchronize(stream));
        Assert.Equal(5, *host);
    }

    [Fact]
    public void CopyToDevice_MayBeCarriedOutEarly()
    {
        var values = Enumerable.Range(1, Seeds).Select(seed =>
        {
            var driver = new RawDriver(Card(seed));
            var host = driver.HostAlloc(1);
            var device = driver.Alloc(4);
            *host = 1;
            RawDriver.Expect(driver.CopyToDevice(device, host, 4, driver.CreateStream()));
            _ = driver.CreateStream();
            *host = 2;
            return driver.Read(device);
        });
        Assert.Equal([1, 2], values.Distinct().Order());
    }

    [Fact]
    public void AsynchronousCopies_RefusePageableMemory()
    {
        var card = Card();
        var driver = new RawDriver(card);
        var device = driver.Alloc(8);
        var value = 1;
        RawDriver.Expect(driver.CopyToDevice(device, &value, 4, 0), CudaResult.InvalidValue);
        RawDriver.Expect(driver.CopyToHost(&value, device, 4, 0), CudaResult.InvalidValue);
        var host = driver.HostAlloc(1);
        RawDriver.Expect(driver.CopyToDevice(device, host, 8, 0), CudaResult.InvalidValue);
        Assert.Equal(3, card.Misuses.Count);
    }

    [Fact]
    public void FreeHost_UnderAQueuedCopy_EndsTheContext()
    {
        var card = Card(early: 0);
        var driver = new RawDriver(card);
        var host = driver.HostAlloc(1);
        var device = driver.Alloc(4);
        RawDriver.Expect(driver.CopyToDevice(device, host, 4, driver.CreateStream()));
        RawDriver.Expect(driver.FreeHost(host), CudaResult.IllegalAddress);
        RawDriver.Expect(driver.TryRead(device, out _), CudaResult.IllegalAddress);
        Assert.Contains("while a queued copy still needs it", Assert.Single(card.Misuses), StringComparison.Ordinal);
    }

    [Fact]
    public void Free_WaitsForQueuedWork()
    {
        var driver = new RawDriver(Card(early: 0));
        var host = driver.HostAlloc(1);
        var device = driver.Alloc(4);
        driver.Write(device, 7);
        RawDriver.Expect(driver.CopyToHost(host, device, 4, driver.CreateStream()));
        RawDriver.Expect(driver.Free(device));
        Assert.Equal(7, *host);
    }

    [Fact]
    public void DestroyStream_CarriesOutWhatIsQueued()
    {
        var driver = new RawDriver(Card(early: 0));
        var host = driver.HostAlloc(1);
        var device = driver.Alloc(4);
        driver.Write(device, 7);
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.CopyToHost(host, device, 4, stream));
        RawDriver.Expect(driver.DestroyStream(stream));
        RawDriver.Expect(driver.Synchronize(0));
        RawDriver.Expect(driver.Fill(device, 0, 4, 0));
        RawDriver.Expect(driver.Synchronize(0));
        Assert.Equal(7, *host);
    }

    [Fact]
    public void OneStream_KeepsItsOrder()
    {
        foreach (var seed in Enumerable.Range(1, Seeds))
        {
            var driver = new RawDriver(Card(seed));
            var device = driver.Alloc(4);
            var stream = driver.CreateStream();
            for (byte value = 0; value < 20; value++)
            {
                RawDriver.Expect(driver.Fill(device, value, 4, stream));
            }

            RawDriver.Expect(driver.Synchronize(stream));
            Assert.Equal(0x13131313, driver.Read(device));
        }
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    public void TwoStreams_AreOrderedByEventsAndByTheDefaultStreamOnly(bool byEvent, bool byDefaultStream, bool blocking)
    {
        var ordered = byEvent || (byDefaultStream && blocking);
        var values = Enumerable.Range(1, Seeds).Select(seed =>
        {
            var driver = new RawDriver(Card(seed));
            var device = driver.Alloc(4);
            var (first, second) = (byDefaultStream ? 0 : driver.CreateStream(blocking), driver.CreateStream(blocking));
            RawDriver.Expect(driver.Fill(device, 1, 4, first));
            if (byEvent)
            {
                var marker = driver.CreateEvent();
                RawDriver.Expect(driver.Record(marker, first));
                RawDriver.Expect(driver.Wait(second, marker));
                RawDriver.Expect(driver.DestroyEvent(marker));
            }

            RawDriver.Expect(driver.Fill(device, 2, 4, second));
            RawDriver.Expect(driver.Synchronize(first));
            RawDriver.Expect(driver.Synchronize(second));
            return driver.Read(device);
        });
        Assert.Equal(ordered ? [0x02020202] : [0x01010101, 0x02020202], values.Distinct().Order());
    }

    [Fact]
    public void Wait_ForAnEventThatIsNotRecorded_DoesNotWait()
    {
        var driver = new RawDriver(Card());
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.Wait(stream, driver.CreateEvent()));
        RawDriver.Expect(driver.Synchronize(stream));
    }

    [Fact]
    public void Query_IsReadyInTheEnd()
    {
        var driver = new RawDriver(Card(early: 0));
        var stream = driver.CreateStream();
        RawDriver.Expect(driver.Query(stream));
        RawDriver.Expect(driver.Fill(driver.Alloc(4), 1, 4, stream));
        var results = Enumerable.Range(0, 1000).Select(_ => driver.Query(stream)).ToList();
        Assert.Equal(CudaResult.NotReady, results[0]);
        Assert.Equal(CudaResult.Success, results[^1]);
    }

    [Fact]
    public void Elapsed_NeedsTwoTimedEventsThatHavePassed()
    {
        var driver = new RawDriver(Card(early: 0));
        var stream = driver.CreateStream();
        var (start, end, untimed) = (driver.CreateEvent(), driver.CreateEvent(), driver.CreateEvent(timed: false));
        RawDriver.Expect(driver.Record(start, stream));
        RawDriver.Expect(driver.Elapsed(start, end, out _), CudaResult.InvalidHandle);
        RawDriver.Expect(driver.Fill(driver.Alloc(40), 1, 40, stream));
        RawDriver.Expect(driver.Record(end, stream));
        RawDriver.Expect(driver.Record(untimed, stream));
        RawDriver.Expect(driver.Elapsed(start, end, out _), CudaResult.NotReady);
        RawDriver.Expect(driver.SynchronizeEvent(end));
        RawDriver.Expect(driver.Elapsed(start, end, out var milliseconds));
        Assert.InRange(milliseconds, 1e-6f, 1);
        RawDriver.Expect(driver.Synchronize(stream));
        RawDriver.Expect(driver.Elapsed(start, untimed, out _), CudaResult.InvalidHandle);
    }
}
