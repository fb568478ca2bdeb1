using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Differentiation;
using PtxEmulator.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// Launches the kernels of the scans and of the stages without memory on the emulated card and keeps their counts.
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

        var arrays = Enumerable.Range(0, 6).Select(_ => new CudaDeviceVariable<float>(context, samples.Length)).ToArray();
        using var sums = new CudaDeviceVariable<double>(context, 2);
        using var lengths = new CudaDeviceVariable<uint>(context, chunks);
        lengths.CopyToDevice([.. Enumerable.Repeat((uint)length, chunks)]);
        foreach (var array in arrays)
        {
            array.CopyToDevice(samples);
        }

        var (a, b, c, d, e, result) = (arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], arrays[5]);
        using var scan = new OnePoleScan(context);
        using var preEmphasis = new PreEmphasisFilter(context);
        using var level = new LevelKernels(context);
        using var gainComputer = new GainComputerKernels(context);
        using var makeUp = new MakeUpKernels(context);
        using var loss = new LossKernels(context);
        var curve = new GainComputer(-20, 0.75);
        var amplitude = new MakeUp(6);
        var weight = new LossWeight(lengths, 0);
        var (one, two) = (new StageTangent<CudaDeviceVariable<float>>([1, 1, 1, 1, 1], c), new StageTangent<CudaDeviceVariable<float>>([1, 1, 1, 1, 1], d));
        var sum = sums.Slice(0, 1);
        var launches = new (string Image, int MinimumBytes, Action Launch)[]
        {
            ("OnePole", 12, () => scan.Forward(stream, a, b, result, rows)),
            ("OnePole", 12, () => scan.Reverse(stream, a, b, result, rows)),
            ("OnePole", 8, () => scan.Forward(stream, 0.9995, b, result, rows)),
            ("OnePole", 8, () => scan.Reverse(stream, 0.9995, b, result, rows)),
            ("PreEmphasis", 8, () => preEmphasis.Apply(stream, b, result, rows)),
            ("PreEmphasis", 8, () => preEmphasis.ApplyTransposed(stream, b, result, rows)),
            ("Level", 8, () => level.Forward(stream, a, result, rows)),
            ("Level", 12, () => level.Jvp(stream, a, one, result, rows)),
            ("Level", 20, () => level.JvpOfJvp(stream, a, one, two, e, result, rows)),
            ("GainComputer", 8, () => gainComputer.Forward(stream, curve, a, result, rows)),
            ("GainComputer", 12, () => gainComputer.Jvp(stream, curve, a, one, result, rows)),
            ("GainComputer", 12, () => gainComputer.Vjp(stream, curve, a, b, result, sums, rows)),
            ("GainComputer", 20, () => gainComputer.JvpOfVjp(stream, curve, a, b, one, d, result, sums, rows)),
            ("GainComputer", 20, () => gainComputer.JvpOfJvp(stream, curve, a, one, two, e, result, rows)),
            ("MakeUp", 12, () => makeUp.Forward(stream, amplitude, a, b, result, rows)),
            ("MakeUp", 16, () => makeUp.Jvp(stream, amplitude, a, b, one, result, rows)),
            ("MakeUp", 16, () => makeUp.Vjp(stream, amplitude, a, b, c, result, sum, rows)),
            ("MakeUp", 24, () => makeUp.JvpOfVjp(stream, amplitude, a, b, e, one, d, result, sum, rows)),
            ("MakeUp", 24, () => makeUp.JvpOfJvp(stream, amplitude, a, b, one, two, e, result, rows)),
            ("Loss", 8, () => loss.Forward(stream, weight, a, b, sum, rows)),
            ("Loss", 12, () => loss.Jvp(stream, weight, a, b, c, sum, rows)),
            ("Loss", 12, () => loss.Vjp(stream, weight, a, b, result, rows)),
            ("Loss", 8, () => loss.JvpOfVjp(stream, weight, a, result, rows)),
            ("Loss", 20, () => loss.JvpOfJvp(stream, weight, a, b, c, d, e, sum, rows)),
        };
        var counts = new List<KernelCount>();
        foreach (var (image, minimumBytes, launch) in launches)
        {
            var before = card.Launches.Count;
            launch();
            stream.Synchronize();
            // The launch, and where it leaves sums of blocks one that adds them up; of those, one an image.
            counts.Add(new(image, card.Launches[before].Kernel, (long)chunks * length, minimumBytes, card.Launches[before].Statistics));
            counts.AddRange(card.Launches.Skip(before + 1).Select(sum => new KernelCount(image, sum.Kernel, (long)chunks * length, 0, sum.Statistics)));
        }

        foreach (var array in arrays)
        {
            array.Dispose();
        }

        return [.. counts.DistinctBy(count => count.Kernel, StringComparer.Ordinal)];
    }
}
