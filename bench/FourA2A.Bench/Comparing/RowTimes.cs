namespace FourA2A.Bench.Comparing;

/// <summary>
/// The single times of a row in milliseconds, in the order in which they were taken; the other lists are as long as the first, or empty where that was not measured.
/// </summary>
/// <param name="Wall">Wall-clock time.</param>
/// <param name="Processor">Processor time of all threads of the process together.</param>
/// <param name="Waiting">Time that its threads were ready to run and got no core.</param>
internal sealed record RowTimes(double[] Wall, double[] Processor, double[] Waiting)
{
    // A tenth of the slowdown that must be found.
    private const double Disturbed = 0.01;

    /// <summary>Wall-clock times of those runs that no other program held up; all where that was not measured.</summary>
    public double[] Undisturbed
        => Waiting.Length == 0 ? Wall : [.. Wall.Where((time, n) => Waiting[n] <= Disturbed * time)];
}
