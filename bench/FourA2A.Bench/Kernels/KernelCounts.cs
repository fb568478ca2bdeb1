using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using PtxEmulator.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Launches every kernel on the emulated card and keeps its counts.
/// </summary>
internal static class KernelCounts
{
    /// <summary>
    /// Counts of every kernel. One block runs at a time, so that none waits for another: waiting reads a few words again and again, in
    /// second-level cache, as often as timing has it.
    /// </summary>
    /// <param name="chunks">Chunks of the launch.</param>
    /// <param name="length">Samples of a chunk.</param>
    public static IReadOnlyList<KernelCount> Run(int chunks, int length)
    {
        var card = new EmulatedCard { Schedule = new() { ResidentBlocks = 1 } };
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var stream = new CudaStream(context);
        var rows = ChunkRows.Packed(chunks, length);
        var samples = new float[rows.Pitch * chunks];
        var random = new Random(1);
        foreach (ref var sample in samples.AsSpan())
        {
            sample = random.NextSingle();
        }

        using var multiplier = new CudaDeviceVariable<float>(context, samples.Length);
        using var source = new CudaDeviceVariable<float>(context, samples.Length);
        using var result = new CudaDeviceVariable<float>(context, samples.Length);
        multiplier.CopyToDevice(samples);
        source.CopyToDevice(samples);

        using var scan = new OnePoleScan(context);
        using var preEmphasis = new PreEmphasisFilter(context);
        using var level = new LevelKernel(context);
        using var gainComputer = new GainComputerKernel(context);
        var scanned = (long)chunks * length;
        var launches = new (string Image, long Samples, int MinimumBytes, Action Launch)[]
        {
            ("OnePole", scanned, 12, () => scan.Forward(stream, multiplier, source, result, rows)),
            ("OnePole", scanned, 12, () => scan.Reverse(stream, multiplier, source, result, rows)),
            ("OnePole", scanned, 8, () => scan.Forward(stream, 0.9995, source, result, rows)),
            ("OnePole", scanned, 8, () => scan.Reverse(stream, 0.9995, source, result, rows)),
            ("PreEmphasis", scanned, 8, () => preEmphasis.Apply(stream, source, result, rows)),
            ("PreEmphasis", scanned, 8, () => preEmphasis.ApplyTransposed(stream, source, result, rows)),
            ("Level", samples.Length, 8, () => level.Apply(stream, source, result)),
            ("GainComputer", samples.Length, 8, () => gainComputer.Apply(stream, new GainComputer(-20, 0.75), source, result)),
        };
        var counts = new List<KernelCount>();
        foreach (var (image, launched, minimumBytes, launch) in launches)
        {
            launch();
            stream.Synchronize();
            var record = card.Launches[^1];
            counts.Add(new(image, record.Kernel, launched, minimumBytes, record.Statistics));
        }

        return counts;
    }
}
