using System.Diagnostics;
using FourA2A.ApproximateBallistics.Fitting;

namespace FourA2A.Bench.Approximate;

/// <summary>
/// Where a fit is after some iterations, and what memory it takes.
/// </summary>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Loss">The lowest loss so far.</param>
/// <param name="Seconds">Since the first one.</param>
/// <param name="MillisecondsEach">Time of an iteration since the checkpoint before.</param>
/// <param name="AllocatedEach">Bytes that an iteration allocated since then, all threads together.</param>
/// <param name="LiveBytes">Managed memory in use.</param>
/// <param name="ResidentBytes">Memory of the process.</param>
internal sealed record FitCheckpoint(int Iterations, double Loss, double Seconds, double MillisecondsEach, double AllocatedEach, long LiveBytes, long ResidentBytes)
{
    /// <summary>Names of <see cref="Cells"/>.</summary>
    public static string[] Columns { get; } =
        ["iterations", "lowest loss", "seconds", "ms an iteration since then", "bytes allocated an iteration since then", "live MB", "resident MB"];

    /// <summary>
    /// Goes down the loss of a clip from the published start and stops at 100, 1,000, 10,000, ... iterations and at the last one.
    /// </summary>
    public static IReadOnlyList<FitCheckpoint> Run(ApproximateCase clip, int iterations)
    {
        var descent = new AdamDescent(clip.Objective.Evaluate, clip.Start, new DescentCriteria(iterations, Patience: int.MaxValue));
        var checkpoints = new List<FitCheckpoint>();
        var watch = new Stopwatch();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        Add(0);
        var next = 100;
        watch.Start();
        descent.Run(at =>
        {
            // The last one is seen twice: before and after its point is evaluated.
            var done = at.Iteration;
            if (done == iterations ? at.End != DescentEnd.None : done == next)
            {
                watch.Stop();
                Add(done);
                next *= 10;
                watch.Start();
            }
        });
        return checkpoints;

        void Add(int done)
        {
            // What looking costs is not the fit's.
            var now = GC.GetTotalAllocatedBytes(precise: true);
            var (before, seconds) = (checkpoints.Count > 0 ? checkpoints[^1] : null, watch.Elapsed.TotalSeconds);
            var count = done - (before?.Iterations ?? 0);
            checkpoints.Add(new(
                done,
                descent.Best.Loss,
                seconds,
                count == 0 ? 0 : (seconds - before!.Seconds) / count * 1e3,
                count == 0 ? 0 : (double)(now - allocated) / count,
                GC.GetTotalMemory(forceFullCollection: true),
                Environment.WorkingSet));
            allocated = GC.GetTotalAllocatedBytes(precise: true);
        }
    }

    /// <summary>One value for each of <see cref="Columns"/>; there is nothing since then before the first iteration.</summary>
    public object[] Cells() =>
    [
        Iterations,
        Iterations == 0 ? "" : Loss,
        Seconds,
        Iterations == 0 ? "" : MillisecondsEach,
        Iterations == 0 ? "" : AllocatedEach,
        LiveBytes * 1e-6,
        ResidentBytes * 1e-6,
    ];
}
