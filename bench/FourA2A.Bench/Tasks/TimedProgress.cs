using System.Diagnostics;

namespace FourA2A.Bench.Tasks;

/// <summary>
/// Keeps what is reported, with the seconds since it was made.
/// </summary>
internal sealed class TimedProgress<T> : IProgress<T>
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly List<(double Seconds, T Value)> reports = [];

    public IReadOnlyList<(double Seconds, T Value)> Reports => reports;

    /// <summary>Seconds since it was made.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(start).TotalSeconds;

    public void Report(T value) => reports.Add((Seconds, value));
}
