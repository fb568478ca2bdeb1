using FourA2A.Cuda.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>The card's clock.</summary>
internal static class CardClock
{
    /// <summary>Seconds between events in a stream before and after what is queued there.</summary>
    public static double Seconds(CudaContext context, CudaStream stream, Action work)
    {
        using var start = new CudaEvent(context);
        using var end = new CudaEvent(context);
        start.Record(stream);
        work();
        end.Record(stream);
        return CudaEvent.ElapsedMilliseconds(start, end) * 1e-3;
    }
}
