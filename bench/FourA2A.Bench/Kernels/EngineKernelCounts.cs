using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Objective;
using PtxEmulator.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Evaluates with the engine on the emulated card and keeps the counts of its kernels.
/// </summary>
internal static class EngineKernelCounts
{
    private const string Image = "Objective";

    /// <summary>
    /// Counts of every kernel of the engine, from evaluations of each order: the launch that moved most, for a sweep leaves out blocks
    /// whose starts stay.
    /// </summary>
    /// <param name="chunks">Full chunks of the batch, at most 16: one group.</param>
    /// <param name="seconds">Length of a chunk.</param>
    public static IReadOnlyList<KernelCount> Run(int chunks, double seconds)
    {
        var batch = BenchSignals.Batch(chunks, seconds);
        var samples = (long)batch.Layout.ChunkCount * batch.Layout.ChunkLength;
        var card = new EmulatedCard();
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var engine = new CudaEngine(context);
        engine.Upload(batch);
        var core = CoreParameters.FromPhysical(BenchSignals.Parameters, BenchSignals.SampleRate);
        foreach (var order in Enum.GetValues<EvaluationOrder>())
        {
            engine.Evaluate(core, order);
        }

        return [.. card.Launches
            .GroupBy(launch => launch.Kernel, StringComparer.Ordinal)
            .Select(Fullest)
            .Select(launch => new KernelCount(Image, launch.Kernel, samples, MinimumBytes(launch.Kernel), launch.Statistics))];
    }

    // The last sweeps of an evaluation run no block; the first of all reads no steps.
    private static LaunchRecord Fullest(IEnumerable<LaunchRecord> launches)
        => launches.MaxBy(launch => launch.Statistics.Memory.GlobalBytesLoaded + launch.Statistics.Memory.GlobalBytesStored)!;

    // Samples in single precision: one signal read and written, the dry one read, both read; the sums of blocks are none of them.
    private static int MinimumBytes(string kernel) => kernel switch
    {
        "arrange" => 8,
        "reduce" => 0,
        _ when kernel.StartsWith("accumulate", StringComparison.Ordinal) => 8,
        _ => 4,
    };
}
