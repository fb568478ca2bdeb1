namespace FourA2A.Bench.Rows;

/// <summary>
/// A rate that the device does not exceed, found by a calibration loop whose amount of work is known.
/// </summary>
/// <param name="Name">Name in the results.</param>
/// <param name="Amount">What one run of the loop does: bytes moved, or multiply-adds of one float.</param>
/// <param name="Take">Runs the loop once and returns its seconds.</param>
internal sealed record Bound(string Name, double Amount, Func<double> Take)
{
    public const string CopyBandwidth = "copy bandwidth";

    public const string MultiplyAdds = "multiply-adds";

    // Beyond every cache.
    private const int CopyLength = 1 << 24;

    private static readonly Lazy<(float[] Source, float[] Result)> CopyArrays = new(() => (new float[CopyLength], new float[CopyLength]));

    /// <summary>Bytes that threads of the processor read and write, both counted.</summary>
    public static Bound ProcessorCopy(int threads) => new(CopyBandwidth, 2.0 * sizeof(float) * CopyLength, () =>
    {
        var (source, result) = CopyArrays.Value;
        return WallClock.Seconds(() => OnThreads(threads, thread =>
        {
            var start = (int)((long)CopyLength * thread / threads);
            var length = (int)((long)CopyLength * (thread + 1) / threads) - start;
            source.AsSpan(start, length).CopyTo(result.AsSpan(start));
        }));
    });

    /// <summary>Fused multiply-adds in the widest vectors, on threads of the processor.</summary>
    public static Bound ProcessorMultiplyAdds(int threads) => new(
        MultiplyAdds,
        (double)threads * ProcessorRates.MultiplyAddCount,
        () => WallClock.Seconds(() => OnThreads(threads, _ => ProcessorRates.MultiplyAdds())));

    private static void OnThreads(int threads, Action<int> work)
    {
        if (threads == 1)
        {
            work(0);
        }
        else
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
    }
}
