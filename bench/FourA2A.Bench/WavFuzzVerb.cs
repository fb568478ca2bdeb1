using System.CommandLine;
using System.Diagnostics;

namespace FourA2A.Bench;

/// <summary>
/// <c>wav-fuzz</c>: the WAV reader against damaged files. Fails when one is neither read nor refused with an
/// <see cref="InputException"/>, takes long, or makes the reader allocate more than the file warrants.
/// </summary>
internal static class WavFuzzVerb
{
    // A file takes far below a millisecond: a second is no noise of the machine but a loop over a number in the header.
    private const double LongMilliseconds = 1000;

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Number of files.", DefaultValueFactory = _ => 100_000 };
        var seed = new Option<int>("--seed") { Description = "Which files.", DefaultValueFactory = _ => 1 };
        var command = new Command("wav-fuzz", "Reads damaged WAV files: no crash, no hang, no memory beyond what a file warrants.") { count, seed };
        command.SetAction(result => Run(result.GetValue(count), result.GetValue(seed)));
        return command;
    }

    private static int Run(int count, int seed)
    {
        var mutator = new WavMutator(seed);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        var (slowest, largest, largestPerByte, excess) = (0.0, 0L, 0.0, 0.0);
        var path = Path.GetTempFileName();
        var watch = Stopwatch.StartNew();
        try
        {
            // What the first calls allocate once (shared buffers, code) belongs to no file.
            foreach (var file in mutator.Sound)
            {
                File.WriteAllBytes(path, file);
                WavFuzz.Run(path);
            }

            for (var index = 0; index < count; index++)
            {
                var file = mutator.Mutate(index, out var kinds);
                File.WriteAllBytes(path, file);
                WavFuzzOutcome outcome;
                try
                {
                    outcome = WavFuzz.Run(path);
                }
#pragma warning disable CA1031 // Any exception at all is what is looked for.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failures.Add($"file {index} ({kinds}): {exception.GetType().Name}: {exception.Message}");
                    continue;
                }

                outcomes[outcome.Kind] = outcomes.GetValueOrDefault(outcome.Kind) + 1;
                slowest = Math.Max(slowest, outcome.Milliseconds);
                largest = Math.Max(largest, outcome.AllocatedBytes);
                largestPerByte = Math.Max(largestPerByte, (double)outcome.AllocatedBytes / Math.Max(file.Length, 4096));
                excess = Math.Max(excess, (double)outcome.AllocatedBytes / WavFuzz.AllowedBytes(file.Length));
                if (outcome.AllocatedBytes > WavFuzz.AllowedBytes(file.Length))
                {
                    failures.Add($"file {index} ({kinds}): {outcome.AllocatedBytes} bytes allocated for a file of {file.Length}");
                }

                if (outcome.Milliseconds > LongMilliseconds)
                {
                    failures.Add($"file {index} ({kinds}): took {outcome.Milliseconds:F0} ms");
                }
            }
        }
        finally
        {
            File.Delete(path);
        }

        var results = new BenchResults("wav-fuzz", "WAV reader against damaged files", $"wav-fuzz --count {count} --seed {seed}");
        results.Add("files", count);
        results.Add("failures", failures.Count);
        results.Add("time, making the files included", watch.Elapsed.TotalSeconds, "s");
        results.Add("slowest file", slowest, "ms");
        results.Add("largest allocation", largest, "bytes");
        results.Add("largest allocation, per byte of the file or of 4 KiB if it is smaller", largestPerByte);
        results.Add("largest allocation, as a share of what is allowed (64 KiB + 8 bytes per byte of the file)", excess);
        results.AddTable("Outcomes", ["outcome", "files"], outcomes.OrderByDescending(o => o.Value).Select(o => new object[] { o.Key, o.Value }));
        results.Write();
        foreach (var failure in failures.Take(20))
        {
            Console.Error.WriteLine(failure);
        }

        return failures.Count == 0 ? 0 : 1;
    }
}
