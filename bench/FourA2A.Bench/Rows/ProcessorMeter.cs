using System.Globalization;

namespace FourA2A.Bench.Rows;

/// <summary>
/// What this process got of the processor since <see cref="Start"/>: on a machine that others use too, the wall clock says more about them.
/// </summary>
internal readonly record struct ProcessorMeter(double Seconds, double WaitingSeconds)
{
    private const string Threads = "/proc/self/task";

    /// <summary>Whether the operating system says it, and finely enough: Linux does.</summary>
    public static bool IsKnown { get; } = File.Exists("/proc/self/schedstat");

    public static ProcessorMeter Start()
    {
        // What is timed begins with the last reading, and ends with the first one of Stop.
        var waiting = Waiting();
        return new(Used(), waiting);
    }

    /// <summary>
    /// Processor seconds of all threads together, and seconds that threads were ready to run and got no core.
    /// </summary>
    public ProcessorMeter Stop()
    {
        var used = Used();

        // A thread that ended meanwhile takes what it waited with it.
        return new(used - Seconds, Math.Max(0, Waiting() - WaitingSeconds));
    }

    private static double Used() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double Waiting()
    {
        var nanoseconds = 0L;
        foreach (var thread in IsKnown ? Directory.EnumerateDirectories(Threads) : [])
        {
            try
            {
                nanoseconds += long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended since it was listed.
            }
        }

        return nanoseconds * 1e-9;
    }
}
