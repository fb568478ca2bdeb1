using FourA2A.Cuda.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Times of one piece of work on a card, between events in its stream. What is compared is timed in turn, round by round.
/// </summary>
internal sealed class CardTiming(string name, double bytes, Action<CudaStream> work)
{
    private readonly List<double> seconds = [];

    public string Name => name;

    /// <summary>Bytes read and written at least.</summary>
    public double Bytes => bytes;

    /// <summary>Median time in seconds.</summary>
    public double Median => Quantile(0.5);

    /// <summary>From the first to the last decile, relative to the median.</summary>
    public double Spread => (Quantile(0.9) - Quantile(0.1)) / Median;

    /// <summary>Bytes a second at the median time.</summary>
    public double BytesPerSecond => bytes / Median;

    /// <summary>Runs the work once and keeps its time.</summary>
    public void Take(CudaContext context, CudaStream stream)
    {
        using var start = new CudaEvent(context);
        using var end = new CudaEvent(context);
        start.Record(stream);
        work(stream);
        end.Record(stream);
        seconds.Add(CudaEvent.ElapsedMilliseconds(start, end) * 1e-3);
    }

    /// <summary>Runs the work once: compiles, allocates, brings the clock up.</summary>
    public void WarmUp(CudaStream stream) => work(stream);

    private double Quantile(double share) => seconds.Order().ElementAt((int)(share * (seconds.Count - 1)));
}
