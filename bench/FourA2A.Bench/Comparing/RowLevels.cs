using FourA2A.Bench.Rows;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// The levels of a row in two runs.
/// </summary>
/// <param name="Row">Which.</param>
/// <param name="Clock">Which time it is.</param>
/// <param name="A">In the first run.</param>
/// <param name="B">In the second.</param>
internal sealed record RowLevels(RowKey Row, string Clock, RunLevel A, RunLevel B)
{
    public const string WallClock = "wall";

    public const string ProcessorClock = "processor";

    /// <summary>
    /// Takes the wall clock where the threads of both runs had the cores that they asked for in at least half of the times, which then count; otherwise
    /// processor time, if that was measured.
    /// </summary>
    public static RowLevels Of(RowKey row, RowTimes a, RowTimes b)
    {
        var (wallA, wallB) = (a.Undisturbed, b.Undisturbed);
        if (2 * wallA.Length >= a.Wall.Length && 2 * wallB.Length >= b.Wall.Length)
        {
            return new(row, WallClock, RunLevel.Of(wallA), RunLevel.Of(wallB));
        }

        return a.Processor.Length > 0 && b.Processor.Length > 0
            ? new(row, ProcessorClock, RunLevel.Of(a.Processor), RunLevel.Of(b.Processor))
            : new(row, WallClock, RunLevel.Of(a.Wall), RunLevel.Of(b.Wall));
    }
}
