using System.Runtime.InteropServices;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Cuda.Driver;
using FourA2A.Objective;

namespace FourA2A.Cuda.Engines;

/// <summary>
/// What an evaluation needs on the card beside the audio, and its sequence of launches.
/// </summary>
internal sealed class ObjectiveWorkspace : IDisposable
{
    // The first evaluation of a batch starts from no reduction at all; later ones from the gains of the one before.
    private const int FirstSweeps = 8;

    // Newton's method on the piecewise linear map took at most 14 sweeps on recordings and noise.
    private const int MostSweeps = 64;

    /// <summary>
    /// Largest move of a gain that still counts as none. Steps depend on decisions alone, so guesses repeat to a double's
    /// rounding once no decision changes; a decision that flips about a difference this small changes nothing that is kept.
    /// </summary>
    private const float Still = 1e-12f;

    private readonly ObjectiveKernels kernels;
    private readonly CudaStream stream;
    private readonly CudaDeviceVariable<double> segments;
    private readonly CudaDeviceVariable<double>[] spans;
    private readonly CudaDeviceVariable<uint> moved;
    private readonly CudaDeviceVariable<float> segmentJets;
    private readonly CudaDeviceVariable<float> spanJets;
    private readonly CudaDeviceVariable<double> blockSums;
    private readonly CudaDeviceVariable<double> totals;
    private readonly CudaPinnedMemory<double> totalsOnHost;
    private readonly CudaPinnedMemory<uint> movedOnHost;
    private readonly List<IDisposable> owned = [];
    private int sweeps = FirstSweeps;

    /// <summary>
    /// Allocates for launches of so many blocks.
    /// </summary>
    /// <exception cref="CudaException">Out of memory, for example.</exception>
    public ObjectiveWorkspace(CudaContext context, ObjectiveKernels kernels, CudaStream stream, int blocks)
    {
        this.kernels = kernels;
        this.stream = stream;
        var segmentCount = (long)blocks * kernels.Geometry.SegmentsPerSpan;
        try
        {
            segments = Own(new CudaDeviceVariable<double>(context, 2 * segmentCount));
            spans = [Own(new CudaDeviceVariable<double>(context, 2L * blocks)), Own(new CudaDeviceVariable<double>(context, 2L * blocks))];
            moved = Own(new CudaDeviceVariable<uint>(context, MostSweeps + 1));
            segmentJets = Own(new CudaDeviceVariable<float>(context, kernels.MaximumJetFields * segmentCount));
            spanJets = Own(new CudaDeviceVariable<float>(context, (long)kernels.MaximumJetFields * blocks));
            blockSums = Own(new CudaDeviceVariable<double>(context, (long)kernels.MaximumSums * blocks));
            totals = Own(new CudaDeviceVariable<double>(context, kernels.MaximumSums));
            totalsOnHost = Own(new CudaPinnedMemory<double>(context, kernels.MaximumSums));
            movedOnHost = Own(new CudaPinnedMemory<uint>(context, MostSweeps + 1));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Sweeps of the last evaluation until no gain moved.</summary>
    public int SweepsUsed { get; private set; }

    /// <summary>
    /// The sums over the chunks, in the order of <see cref="FourA2A.Engines.Sum"/>.
    /// </summary>
    /// <exception cref="ArithmeticException">The gains do not settle, or a sum is no finite number.</exception>
    /// <exception cref="CudaException">The card fails.</exception>
    public ReadOnlySpan<double> Evaluate(ResidentChunks chunks, ChunkLayout layout, CoreParameters parameters, EvaluationOrder order)
    {
        var smoother = parameters.SingleSmoother;
        var threshold = (float)(parameters.ThresholdDb * Math.Log2(10) / 20);
        var slope = (float)parameters.Slope;
        var attack = (float)smoother.Attack;
        var release = (float)smoother.Release;
        var makeUp = (float)Math.Exp(ModelConstants.NepersPerDecibel * parameters.MakeUpDb);
        var threads = (int)kernels.Geometry.SegmentsPerSpan;
        var groups = (uint)chunks.SegmentGroups;
        var chunkCount = (uint)chunks.ChunkCount;
        var sums = kernels.Sums(order);
        for (var total = 0; ; total += sweeps)
        {
            moved.AsyncMemset(0, stream);
            for (var sweep = 0; sweep < sweeps; sweep++)
            {
                kernels.Shoot.Launch(
                    stream, chunks.Blocks, threads, 0,
                    threshold, slope, attack, release, chunks.Dry, groups,
                    chunks.Guesses, segments, spans[(sweep + 1) % 2], spans[sweep % 2], moved.Slice(sweep, 1), sweep == 0 ? 1u : 0u);
            }

            kernels.Jets(order).Launch(
                stream, chunks.Blocks, threads, 0,
                threshold, slope, attack, release, chunks.Dry, groups, chunkCount,
                chunks.Guesses, segments, spans[(sweeps - 1) % 2], moved.Slice(sweeps, 1), segmentJets, spanJets);
            kernels.Accumulate(order).Launch(
                stream, chunks.Blocks, threads, 0,
                threshold, slope, attack, release, makeUp, chunks.Dry, chunks.Target, chunks.Lengths, (uint)layout.WarmUp, groups, chunkCount,
                chunks.Guesses, segmentJets, spanJets, blockSums);
            kernels.Reduce.Launch(stream, sums, (int)kernels.Geometry.ReduceThreads, 0, blockSums, totals, (uint)chunks.Blocks, (uint)sums);
            totals.AsyncCopyToHost(totalsOnHost, stream);
            moved.AsyncCopyToHost(movedOnHost, stream);
            stream.Synchronize();

            var moves = MemoryMarshal.Cast<uint, float>(movedOnHost.Span)[1..(sweeps + 1)];
            if (!float.IsFinite(moves[^1]))
            {
                throw new ArithmeticException($"Found gains that are no numbers on the card, at {parameters}.");
            }

            if (moves[^1] <= Still)
            {
                // One sweep finds the gains, the next that they stay.
                var settled = 0;
                while (moves[settled] > Still)
                {
                    settled++;
                }

                SweepsUsed = total + settled + 1;
                sweeps = settled + 1;
                return Finite(totalsOnHost.Span[..sums], parameters);
            }

            if (total + sweeps >= MostSweeps)
            {
                throw new ArithmeticException(
                    $"Found gains that still move by {moves[^1]:g2} after {total + sweeps} sweeps on the card, at {parameters}.");
            }

            sweeps = Math.Min(2 * sweeps, MostSweeps - total - sweeps);
        }
    }

    public void Dispose()
    {
        foreach (var item in owned)
        {
            item.Dispose();
        }
    }

    private static ReadOnlySpan<double> Finite(ReadOnlySpan<double> sums, CoreParameters parameters)
    {
        foreach (var sum in sums)
        {
            if (!double.IsFinite(sum))
            {
                throw new ArithmeticException($"Found a sum of {sum} from the card, at {parameters}.");
            }
        }

        return sums;
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }
}
