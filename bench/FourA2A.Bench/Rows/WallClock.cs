using System.Diagnostics;

namespace FourA2A.Bench.Rows;

/// <summary>The host's clock.</summary>
internal static class WallClock
{
    /// <summary>Seconds that an action takes.</summary>
    public static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
