using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <content>Streams and events.</content>
public sealed unsafe partial class EmulatedDriver
{
    private const uint NonBlocking = 1;
    private const uint DisableTiming = 2;

    private CudaResult StreamCreate(nint* stream, uint flags) => InContext(nameof(DriverTable.StreamCreate), context =>
    {
        Require(stream != null && flags <= NonBlocking);
        *stream = context.Add(new EmulatedStream(context, blocking: flags != NonBlocking));
    });

    /// <summary>Returns at once: what is queued is still carried out.</summary>
    private CudaResult StreamDestroy(nint stream) => InContext(nameof(DriverTable.StreamDestroy), context =>
    {
        _ = Find<EmulatedStream>(context, stream);
        context.Remove(stream);
    });

    private CudaResult StreamSynchronize(nint stream) =>
        InContext(nameof(DriverTable.StreamSynchronize), context => context.Complete(Stream(context, stream).Last));

    private CudaResult StreamQuery(nint stream) => InContext(nameof(DriverTable.StreamQuery), context =>
    {
        // Who asks again and again must get there, however late the rest is carried out.
        context.Progress(Math.Max(EarlyExecution, 0.1));
        Require(Stream(context, stream).Last is null or { Done: true }, CudaResult.NotReady);
    });

    private CudaResult StreamWaitEvent(nint stream, nint marker, uint flags) => InContext(nameof(DriverTable.StreamWaitEvent), context =>
    {
        Require(flags == 0);
        var queue = Stream(context, stream);
        var wait = new Operation(queue, () => 0);
        wait.After(Find<EmulatedEvent>(context, marker).Record);
        context.Enqueue(wait);
    });

    private CudaResult EventCreate(nint* marker, uint flags) => InContext(nameof(DriverTable.EventCreate), context =>
    {
        Require(marker != null && flags <= 3);
        *marker = context.Add(new EmulatedEvent(context, timed: (flags & DisableTiming) == 0));
    });

    private CudaResult EventDestroy(nint marker) => InContext(nameof(DriverTable.EventDestroy), context =>
    {
        _ = Find<EmulatedEvent>(context, marker);
        context.Remove(marker);
    });

    private CudaResult EventRecord(nint marker, nint stream) => InContext(nameof(DriverTable.EventRecord), context =>
    {
        var point = Find<EmulatedEvent>(context, marker);
        var queue = Stream(context, stream);
        point.Record = new Operation(queue, () => 0);
        context.Enqueue(point.Record);
    });

    private CudaResult EventSynchronize(nint marker) =>
        InContext(nameof(DriverTable.EventSynchronize), context => context.Complete(Find<EmulatedEvent>(context, marker).Record));

    private CudaResult EventElapsedTime(float* milliseconds, nint start, nint end) => InContext(nameof(DriverTable.EventElapsedTime), context =>
    {
        var first = Find<EmulatedEvent>(context, start);
        var second = Find<EmulatedEvent>(context, end);
        Require(milliseconds != null);
        if (first.Record is not { } from || second.Record is not { } to || !first.Timed || !second.Timed)
        {
            throw new DriverError(CudaResult.InvalidHandle);
        }

        Require(from.Done && to.Done, CudaResult.NotReady);
        *milliseconds = (float)((to.FinishedAt - from.FinishedAt) / 1000);
    });
}
