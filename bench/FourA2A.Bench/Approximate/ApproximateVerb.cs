using System.CommandLine;
using System.Globalization;
using FourA2A.Bench.Rows;
using FourA2A.Objective;

namespace FourA2A.Bench.Approximate;

/// <summary>
/// <c>approximate</c>: an iteration of the fit of approximate ballistics and its parts, and the course of a whole fit: time and memory.
/// </summary>
internal static class ApproximateVerb
{
    private const double CourseSeconds = 5;
    private const int PublishedIterations = 40_000;

    // A shorter clip hardly has every passage, and derivatives that are next to nothing cannot be held against differences.
    private const double ShortestSeconds = 1;

    public static Command Create()
    {
        var lengths = new Option<double[]>("--lengths")
        {
            Description = "Lengths of the clips in seconds.", DefaultValueFactory = _ => [1, 5, 10], AllowMultipleArgumentsPerToken = true,
        }.Between(ShortestSeconds, BenchOptions.LongestChunkSeconds);
        var iterations = new Option<int>("--iterations")
        {
            Description = $"Iterations of the course on {CourseSeconds} s; {PublishedIterations} are a whole fit.", DefaultValueFactory = _ => 10_000,
        }.Between(1, 1_000_000);
        var seconds = BenchOptions.Seconds(60);
        var command = new Command("approximate", "Times the fit of approximate ballistics: an iteration, its parts, and its course with the memory in use.") { lengths, iterations, seconds };
        command.SetAction(result => Run([.. result.GetValue(lengths)!.Distinct().Order()], result.GetValue(iterations), result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(double[] lengths, int iterations, double seconds, string command)
    {
        // The course comes before anything else is in memory.
        var checks = new List<ApproximateCheck>();
        var course = FitCheckpoint.Run(Checked(CourseSeconds, Environment.ProcessorCount, checks), iterations);
        ApproximateCase[] cases = [.. lengths.SelectMany(length => Machine.Threads.Select(threads => Checked(length, threads, checks)))];
        var rows = BenchRounds.Run([.. cases.SelectMany(clip => clip.Works()), cases[0].ReferenceWork()], seconds);
        var results = new BenchResults("approximate", "Fit of approximate ballistics: an iteration, its parts, its course", command);
        results.AddRows(rows, "dry clip, output and its adjoint as often as a part reads or writes them");
        results.Add("derivatives of the whole chain against central differences with frozen masks, largest relative error", checks.Max(check => check.GradientError));
        results.Add("compressor against the streaming one, largest difference relative to the largest sample", checks.Max(check => check.OutputError));
        results.Add("loss against its reference, relative error", checks.Max(check => check.LossError));
        results.Add("adjoint of the loss against that of its reference, largest error relative to the largest entry", checks.Max(check => check.AdjointError));
        results.Add("gain of the target over windows of 5 ms, largest less smallest, of the clip where it varies least", checks.Min(check => check.GainRangeDb), "dB");
        var last = course[^1];
        results.Add(string.Create(CultureInfo.InvariantCulture, $"{iterations:N0} iterations on a clip of {CourseSeconds} s"), last.Seconds / 60, "min");
        if (iterations < PublishedIterations)
        {
            results.Add(string.Create(CultureInfo.InvariantCulture, $"{PublishedIterations:N0} iterations at this rate"), last.Seconds / iterations * PublishedIterations / 60, "min");
        }

        results.AddTable($"Course of one fit on {CourseSeconds} s, without early stop", FitCheckpoint.Columns, course.Select(row => row.Cells()));
        results.Write();
        return 0;
    }

    private static ApproximateCase Checked(double seconds, int threads, List<ApproximateCheck> checks)
    {
        var clip = new ApproximateCase(seconds, threads);
        checks.Add(clip.Check());
        return checks[^1].IsRight ? clip : throw new EngineException($"{checks[^1]}; nothing is timed.");
    }
}
