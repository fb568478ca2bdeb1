using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Engines.Simd;
using FourA2A.Objective;

namespace FourA2A.Engines;

/// <summary>
/// The fast engine of the CPU: single precision, one SIMD lane per chunk, 16 chunks in a Vector512 or two passes of a
/// Vector256, groups of 16 chunks (halves of them, where groups are few) spread over the cores. Agrees with <see cref="IEngine"/>'s referee, the serial engine,
/// to 1e-6 in the loss near an optimum and 2e-6 in scaled second derivatives.
/// </summary>
public sealed class SimdEngine : IEngine
{
    /// <summary>
    /// Environment variable that forces a vector width: <c>Vector512</c> or <c>Vector256</c>.
    /// </summary>
    public const string WidthVariable = "FOURA2A_SIMD";

    private const int HalfLanes = ChunkBatch.Lanes / 2;

    private readonly SimdWidth width;
    private readonly int threads;
    private readonly Workspace[] workspaces;
    private ChunkBatch? batch;

    /// <summary>
    /// An engine on the widest vectors that the processor has and <see cref="WidthVariable"/> allows.
    /// </summary>
    /// <param name="threads">Worker threads; all cores if null. The result does not depend on it.</param>
    /// <exception cref="InputException"><see cref="WidthVariable"/> names no width, or one the processor lacks.</exception>
    public SimdEngine(int? threads = null)
        : this(ChooseWidth(Environment.GetEnvironmentVariable(WidthVariable)), threads)
    {
    }

    internal SimdEngine(SimdWidth width, int? threads = null)
    {
        this.width = width;
        this.threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(this.threads, nameof(threads));
        workspaces = new Workspace[this.threads];

        // A program without tiered compilation compiles each kernel once, when it is first run: statics that are not there by then are looked for in every sample, 7 % of an exact Hessian.
        RuntimeHelpers.RunClassConstructor(typeof(Kernel<Lanes256>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(Kernel<Lanes512>).TypeHandle);
        Name = $"simd ({width}, {this.threads} {(this.threads == 1 ? "thread" : "threads")})";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Working memory of one worker beside the audio, in bytes.</summary>
    public static long WorkingBytesPerWorker => Workspace.Bytes;

    /// <summary>Memory of the workers that have been needed.</summary>
    public long WorkingBytes => workspaces.Count(workspace => workspace is not null) * WorkingBytesPerWorker;

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        this.batch = batch;
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(CoreParameters parameters, EvaluationOrder what)
    {
        if (batch is null)
        {
            throw new InvalidOperationException($"{nameof(Upload)} a batch before evaluating.");
        }

        // Refused here, in one piece, rather than by every worker.
        _ = parameters.SingleSmoother;
        var halfSums = new double[2 * batch.GroupCount][];

        // Where there are fewer groups than threads, two of them share one.
        var split = batch.GroupCount < threads;
        var items = split ? halfSums.Length : batch.GroupCount;
        var workers = Math.Min(threads, items);
        if (workers == 1)
        {
            Work(0);
        }
        else
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, Work);
        }

        return RawSums.ToEvaluation(Total(halfSums), parameters, what);

        // Items cost the same, so that worker w takes every workers-th; who takes which, and in what width, changes no bit of
        // the result: lanes do not mix before the sums of halves are added in order.
        void Work(int worker)
        {
            var workspace = workspaces[worker] ??= new Workspace();
            for (var item = worker; item < items; item += workers)
            {
                Array.Clear(workspace.Sums);
                if (split)
                {
                    EvaluateHalf(item / 2, item % 2, parameters, what, workspace);
                    halfSums[item] = SumHalf(workspace.Sums, item % 2, batch.ChunksIn(item / 2));
                }
                else
                {
                    EvaluateGroup(item, parameters, what, workspace);
                    halfSums[2 * item] = SumHalf(workspace.Sums, 0, batch.ChunksIn(item));
                    halfSums[(2 * item) + 1] = SumHalf(workspace.Sums, 1, batch.ChunksIn(item));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => batch = null;

    internal static SimdWidth ChooseWidth(string? forced)
    {
        if (string.IsNullOrEmpty(forced))
        {
            return Vector512.IsHardwareAccelerated ? SimdWidth.Vector512 : SimdWidth.Vector256;
        }

        if (!Enum.TryParse<SimdWidth>(forced, ignoreCase: true, out var width) || !Enum.IsDefined(width))
        {
            throw new InputException(
                $"{WidthVariable}: found '{forced}', expected Vector512 or Vector256; correct or unset it.");
        }

        return width == SimdWidth.Vector512 && !Vector512.IsHardwareAccelerated
            ? throw new InputException(
                $"{WidthVariable}: found Vector512, expected a width this processor has (Vector256); correct or unset it.")
            : width;
    }

    private void EvaluateHalf(int group, int half, CoreParameters parameters, EvaluationOrder what, Workspace workspace)
        => Pass<Lanes256>(group, half * HalfLanes, Math.Min((half + 1) * HalfLanes, batch!.ChunksIn(group)), parameters, what, workspace);

    // Eight lanes or fewer need no vector of 16.
    private void EvaluateGroup(int group, CoreParameters parameters, EvaluationOrder what, Workspace workspace)
    {
        var chunks = batch!.ChunksIn(group);
        if (width == SimdWidth.Vector512 && chunks > HalfLanes)
        {
            Pass<Lanes512>(group, 0, chunks, parameters, what, workspace);
        }
        else
        {
            Pass<Lanes256>(group, 0, chunks, parameters, what, workspace);
        }
    }

    // A vector of 8 lanes goes over each segment twice, while it is in the cache.
    private void Pass<TLanes>(
        int group, int firstLane, int endLane, CoreParameters parameters, EvaluationOrder what, Workspace workspace)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var lane = firstLane; lane < endLane; lane += TLanes.Count)
        {
            Kernel<TLanes>.Start(new GroupAudio(batch!, group, lane, TLanes.Count), parameters, ref workspace.For(lane));
        }

        for (var start = 0; start < batch!.Layout.ChunkLength; start += Kernel<TLanes>.SegmentLength)
        {
            for (var lane = firstLane; lane < endLane; lane += TLanes.Count)
            {
                var audio = new GroupAudio(batch, group, lane, TLanes.Count);
                Kernel<TLanes>.Run(audio, start, ref workspace.For(lane), what, workspace.Sums);
            }
        }
    }

    // Lanes without a chunk are left out here: this is their weight of zero.
    private static double[] SumHalf(double[] laneSums, int half, int chunks)
    {
        var sums = new double[Channels.SumCount];
        for (var sum = 0; sum < sums.Length; sum++)
        {
            for (var lane = half * HalfLanes; lane < Math.Min((half + 1) * HalfLanes, chunks); lane++)
            {
                sums[sum] += laneSums[(sum * ChunkBatch.Lanes) + lane];
            }
        }

        return sums;
    }

    private static double[] Total(double[][] halfSums)
    {
        var total = new double[Channels.SumCount];
        foreach (var sums in halfSums)
        {
            for (var sum = 0; sum < total.Length; sum++)
            {
                total[sum] += sums[sum];
            }
        }

        return total;
    }
}
