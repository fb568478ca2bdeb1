using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FourA2A.Bench.Rows;
using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Comparing;

/// <summary>
/// <c>compare-proof</c>: whether <c>compare</c> can be trusted on this machine, as it is now. Fails when two runs of one build are not called the same, or a
/// planted slowdown is not found.
/// </summary>
internal static class CompareProofVerb
{
    public static Command Create()
    {
        var tries = new Option<int>("--tries") { Description = "How often two runs are compared, and one with a planted slowdown.", DefaultValueFactory = _ => 20 };
        var factor = new Option<double>("--slowdown") { Description = "The planted slowdown.", DefaultValueFactory = _ => 1.10 };
        var seconds = new Option<double>("--seconds") { Description = "Time that each run measures.", DefaultValueFactory = _ => 10 };
        var command = new Command("compare-proof", "Compares runs of this build with each other: they must be the same, and a planted slowdown must be found.") { tries, factor, seconds };
        tries.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"Found {tries.Name} {result.Tokens[0].Value}, expected at least 1.");
            }
        });
        command.SetAction(result => Run(result.GetValue(tries), result.GetValue(factor), result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(int tries, double factor, double seconds, string command)
    {
        var folder = Directory.CreateTempSubdirectory("foura2a-compare-proof-");
        try
        {
            var watch = Stopwatch.StartNew();
            var outcomes = CompareProof.Run(tries, planted => Measure(folder.FullName, seconds, planted is null ? "" : PlantedSlowdown.Value(factor, planted)));
            var results = new BenchResults("compare-proof", "Runs of one build compared", command);
            results.Add("pairs of runs of one build", outcomes.Length);
            results.Add("of these called SAME", outcomes.Count(outcome => outcome.IsSame));
            results.Add("runs with one row slowed down", outcomes.Length);
            results.Add("planted slowdown", 100 * (factor - 1), "%");
            results.Add("of these found, in that row", outcomes.Count(outcome => outcome.IsFound));
            results.Add("rows of a comparison", outcomes[0].Alike.Rows.Count);
            results.Add("other rows called slower or faster, all comparisons together", outcomes.Sum(outcome => outcome.FalseAlarms));
            results.Add("smallest change that a row shows, median", 100 * (Margins(outcomes).Median() - 1), "%");
            results.Add("seconds in all", watch.Elapsed.TotalSeconds, "s");
            results.AddTable(
                "Tries",
                ["try", "load of the machine", "same build", "planted in", "found B to A", "interval from", "to", "verdict"],
                outcomes.Select((outcome, n) => Cells(n + 1, outcome)));
            results.Write();
            return outcomes.All(outcome => outcome.IsSame && outcome.IsFound) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<double> Margins(ImmutableArray<CompareProofTry> outcomes) => outcomes.SelectMany(outcome => outcome.Alike.Rows).Select(row => row.Margin);

    private static object[] Cells(int number, CompareProofTry outcome)
    {
        var row = outcome.Slowed;
        return
        [
            number, outcome.Load, outcome.Alike.Verdict.Word(), row.Row.ToString(), row.Ratio, row.Ratio / row.Margin, row.Ratio * row.Margin, row.Verdict.Word(),
        ];
    }

    // One size of batch, without the slow engines: the rest of a long `hessian` is more of the same. Work well under a millisecond is done before another program gets its turn.
    private static ResultFile Measure(string folder, double seconds, string slowdown)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(Program).Assembly.Location, "hessian", "--chunks", "8", "--chunk-seconds", "0.25", "--slow-chunks", "0", "--seconds", seconds.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FOURA2A_RESULTS"] = folder;
        start.Environment[PlantedSlowdown.Variable] = slowdown;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? ResultFile.Read(Path.Combine(folder, Machine.FolderName(), "hessian.json"))
            : throw new InputException($"hessian: found exit code {process.ExitCode} ({errors.Result.Trim().ReplaceLineEndings(" ")}), expected 0; run it by itself to see why.");
    }
}
