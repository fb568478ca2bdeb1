using System.Runtime.InteropServices;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// What the evaluation of a wave needs on the card beside the audio, and its sequence of launches.
/// </summary>
internal sealed class ObjectiveWorkspace
{
    /// <summary>Most sweeps of an evaluation. Recordings and noise took at most 14, see <c>bench sweeps</c>.</summary>
    public const int MostSweeps = 64;

    // A sweep too many runs no block, one too few repeats all that comes after it: with one to spare, half the evaluations of a fit did.
    private const int SpareSweeps = 4;

    private readonly ObjectiveKernels kernels;
    private readonly CudaStream stream;
    private readonly int mostSweeps;
    private readonly CudaDeviceVariable<double> segments;
    private readonly CudaDeviceVariable<double>[] spans;
    private readonly CudaDeviceVariable<uint> moved;
    private readonly CudaDeviceVariable<float> segmentJets;
    private readonly CudaDeviceVariable<float> spanJets;
    private readonly CudaDeviceVariable<double> blockSums;
    private readonly CudaDeviceVariable<double> totals;
    private readonly CudaPinnedMemory<double> totalsOnHost;
    private readonly CudaPinnedMemory<uint> movedOnHost;

    /// <summary>
    /// Allocates for waves of so many blocks and groups.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public ObjectiveWorkspace(DeviceArrays arrays, ObjectiveKernels kernels, CudaStream stream, int blocks, int groups, int mostSweeps)
    {
        (this.kernels, this.stream, this.mostSweeps) = (kernels, stream, mostSweeps);
        var segmentCount = (long)blocks * kernels.Geometry.SegmentsPerSpan;
        segments = arrays.Add<double>(2 * segmentCount);
        spans = [arrays.Add<double>(2L * blocks), arrays.Add<double>(2L * blocks)];
        moved = arrays.Add<uint>(mostSweeps + 1);
        segmentJets = arrays.Add<float>(kernels.MaximumJetFields * segmentCount);
        spanJets = arrays.Add<float>((long)kernels.MaximumJetFields * blocks);
        blockSums = arrays.Add<double>((long)kernels.MaximumSums * blocks);
        totals = arrays.Add<double>((long)kernels.MaximumSums * groups);
        totalsOnHost = arrays.AddPinned<double>(kernels.MaximumSums * groups);
        movedOnHost = arrays.AddPinned<uint>(mostSweeps + 1);
    }

    /// <summary>The kernels that it launches.</summary>
    internal ObjectiveKernels Kernels => kernels;

    /// <summary>
    /// Sums over the chunks of each group of a wave, in the order of <see cref="FourA2A.Engines.Sum"/>, group after group.
    /// </summary>
    /// <returns>The sums and the sweeps until no gain moved.</returns>
    /// <exception cref="EngineException">The gains do not settle, or a sum is no finite number.</exception>
    /// <exception cref="CudaException">The card fails.</exception>
    public (double[] Sums, int Sweeps) Evaluate(Wave wave, ChunkLayout layout, CoreParameters parameters, EvaluationOrder order)
    {
        var settings = KernelSettings.Of(parameters);
        for (var done = 0; ;)
        {
            var sweeps = Math.Min(wave.Sweeps, mostSweeps - done);
            moved.AsyncMemset(0, stream);
            for (var sweep = 0; sweep < sweeps; sweep++)
            {
                Shoot(wave, settings, sweep);
            }

            WriteJets(wave, settings, sweeps, order);
            Accumulate(wave, layout, settings, order);
            Reduce(wave, order);
            totals.AsyncCopyToHost(totalsOnHost, stream);
            moved.AsyncCopyToHost(movedOnHost, stream);
            stream.Synchronize();

            // One sweep finds the gains, the next that they stay.
            var moves = MemoryMarshal.Cast<uint, float>(movedOnHost.Span)[1..(sweeps + 1)];
            if (moves[^1] <= kernels.ScanRounding)
            {
                var settled = 0;
                while (moves[settled] > kernels.ScanRounding)
                {
                    settled++;
                }

                wave.Sweeps = Math.Min(settled + 1 + SpareSweeps, mostSweeps);
                return (Finite(wave, order, parameters), done + settled + 1);
            }

            done += sweeps;
            if (done == mostSweeps || !float.IsFinite(moves[^1]))
            {
                wave.Forget(stream);
                throw new EngineException(
                    $"Found gains that still move by {moves[^1]:g2} after {done} sweeps on the card, expected them to settle, at {parameters}; compute on the CPU.");
            }

            wave.Sweeps = 2 * sweeps;
        }
    }

    /// <summary>Queues one sweep of multiple shooting; the first starts from the wave's guesses, later ones from the sweep before.</summary>
    internal void Shoot(Wave wave, KernelSettings settings, int sweep)
        => kernels.Shoot.Launch(
            stream, wave.Blocks, (int)kernels.Geometry.SegmentsPerSpan, 0,
            settings.Threshold, settings.Slope, settings.Attack, settings.Release, wave.Audio.Dry, (uint)wave.SegmentGroups,
            wave.Guesses, segments, spans[(sweep + 1) % 2], spans[sweep % 2], moved.Slice(sweep, 1), sweep == 0 ? 1u : 0u);

    /// <summary>Queues the tangents of all segments after so many sweeps.</summary>
    internal void WriteJets(Wave wave, KernelSettings settings, int sweeps, EvaluationOrder order)
        => kernels.Jets(order).Launch(
            stream, wave.Blocks, (int)kernels.Geometry.SegmentsPerSpan, 0,
            settings.Threshold, settings.Slope, settings.Attack, settings.Release, wave.Audio.Dry, (uint)wave.SegmentGroups, (uint)wave.ChunkCount,
            wave.Guesses, segments, spans[(sweeps - 1) % 2], moved.Slice(sweeps, 1), segmentJets, spanJets);

    /// <summary>Queues the sums of each block.</summary>
    internal void Accumulate(Wave wave, ChunkLayout layout, KernelSettings settings, EvaluationOrder order)
        => kernels.Accumulate(order).Launch(
            stream, wave.Blocks, (int)kernels.Geometry.SegmentsPerSpan, 0,
            settings.Threshold, settings.Slope, settings.Attack, settings.Release, settings.MakeUp,
            wave.Audio.Dry, wave.Audio.Target, wave.Lengths, (uint)layout.WarmUp, (uint)wave.SegmentGroups, (uint)wave.ChunkCount,
            wave.Guesses, segmentJets, spanJets, blockSums);

    /// <summary>Queues the sums of each group, alone, so that waves of another size change no bit.</summary>
    internal void Reduce(Wave wave, EvaluationOrder order)
    {
        var sums = kernels.Sums(order);
        var firstBlock = 0;
        foreach (var group in wave.Groups)
        {
            var blocks = wave.BlocksOf(group);
            kernels.Reduce.Launch(
                stream, sums, (int)kernels.Geometry.ReduceThreads, 0,
                blockSums.Slice((long)firstBlock * sums, (long)blocks * sums), totals.Slice((long)(group - wave.FirstGroup) * sums, sums), (uint)blocks, (uint)sums);
            firstBlock += blocks;
        }
    }

    private double[] Finite(Wave wave, EvaluationOrder order, CoreParameters parameters)
    {
        var sums = totalsOnHost.Span[..(wave.GroupCount * kernels.Sums(order))].ToArray();
        if (!Array.TrueForAll(sums, double.IsFinite))
        {
            wave.Forget(stream);
        }

        return CardFailures.Finite(sums, parameters);
    }
}
