using System.Diagnostics;

namespace FourA2A.Bench;

/// <summary>
/// Wall-clock times of one action. What is compared is timed in turn, round by round, so that a disturbance of the
/// machine meets all of it.
/// </summary>
internal sealed class Timing
{
    private readonly List<double> seconds = [];

    /// <summary>Shortest time in seconds: what the code needs when nothing else runs.</summary>
    public double Best => seconds.Min();

    /// <summary>Median time in seconds: what a user meets.</summary>
    public double Median => seconds.Order().ElementAt(seconds.Count / 2);

    /// <summary>Runs the action once and keeps its time.</summary>
    public void Take(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
