using System.Diagnostics;

namespace FourA2A.Bench;

/// <summary>
/// A run of the command-line program, from start to exit.
/// </summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="ProcessorSeconds">Processor time of all threads together.</param>
/// <param name="PeakBytes">Largest working set.</param>
internal sealed record ProgramRun(int ExitCode, double Seconds, double ProcessorSeconds, long PeakBytes)
{
    private const int PollMilliseconds = 10;

    /// <summary>
    /// Runs the program; what it prints is swallowed, its errors are not.
    /// </summary>
    public static ProgramRun Run(params IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FourA2A.Cli.dll");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        var (peak, processor) = (0L, TimeSpan.Zero);
        while (!process.WaitForExit(PollMilliseconds))
        {
            process.Refresh();
            try
            {
                (peak, processor) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                // It ended between the two calls.
            }
        }

        return new(process.ExitCode, watch.Elapsed.TotalSeconds, processor.TotalSeconds, peak);
    }
}
