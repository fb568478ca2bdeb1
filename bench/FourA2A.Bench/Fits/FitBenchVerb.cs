using System.CommandLine;
using System.Globalization;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Rows;
using FourA2A.Objective;
using MathNet.Numerics.Statistics;

namespace FourA2A.Bench.Fits;

/// <summary>
/// <c>fit</c>: the command-line program on pairs of several lengths, from files to <c>result.json</c>: time, where it went, and peak memory.
/// </summary>
internal static class FitBenchVerb
{
    // As long as there is something to fit; as long as a 16-bit WAV file may be at any rate.
    private const double ShortestSeconds = 1;
    private const double LongestSeconds = 10_000;

    public static Command Create()
    {
        var lengths = new Option<double[]>("--lengths")
        {
            Description = "Lengths of the pairs in seconds.", DefaultValueFactory = _ => [12, 60, 1200], AllowMultipleArgumentsPerToken = true,
        }.Between(ShortestSeconds, LongestSeconds);
        var seconds = BenchOptions.Seconds(60);
        var command = new Command("fit", "Fits pairs of several lengths with the command-line program: time, its split, and peak memory.") { lengths, seconds };
        command.SetAction(result => Run(result.GetValue(lengths)!, result.GetValue(seconds), CommandText.Of(result)));
        return command;
    }

    private static int Run(double[] lengths, double seconds, string command)
    {
        var folder = Directory.CreateTempSubdirectory("foura2a-fit-");
        try
        {
            using var card = BenchCard.TryOpen();
            FitPair[] pairs = [.. lengths.Distinct().Select(length => FitPair.Write(folder.FullName, length))];
            var fits = new List<(BenchWork Work, FitPair Pair, List<FitOutcome> Outcomes)>();
            foreach (var pair in pairs)
            {
                foreach (var device in card is null ? new[] { "cpu" } : ["cpu", "cuda"])
                {
                    var output = Path.Combine(folder.FullName, "fit");
                    var first = RightOutcome(pair, device, output);
                    var outcomes = new List<FitOutcome> { first };
                    var work = new BenchWork(
                        first.Engine, "fit", BatchShape.Of(pair.Layout), MemoryBytes: 0, pair.Bytes, Bound.ProcessorCopy(Environment.ProcessorCount), pair.Bytes, () =>
                        {
                            outcomes.Add(RightOutcome(pair, device, output));
                            return outcomes[^1].Run.Seconds;
                        });
                    fits.Add((work, pair, outcomes));
                }
            }

            var rows = BenchRounds.Run([.. fits.Select(fit => fit.Work)], seconds);
            var results = new BenchResults("fit", "Fits with the command-line program, from files to result.json", command);
            results.AddRows(rows.Zip(fits, (row, fit) => row with { Work = row.Work with { MemoryBytes = BytesBeyondAudio(fit.Pair, fit.Outcomes) } }), "both files read once");
            results.AddTable(
                "Where the time goes, medians",
                [
                    "engine", "audio s", "wall s", "times real time", "load s", "fit s", "measure s", "program s", "processor s", "iterations", "evaluations", "peak memory of the process MB",
                ],
                fits.Select(fit => Split(fit.Pair, fit.Outcomes)));
            results.AddTable(
                "Inside a fit, shortest of three in one process",
                ["engine", "audio s", "fit s", "evaluations s", "uploads s", "host s"],
                pairs.SelectMany(pair => card is null ? new[] { FitSplit.OnProcessor(pair) } : [FitSplit.OnProcessor(pair), FitSplit.OnCard(pair, card)], (pair, split) => new object[]
                {
                    split.Engine, pair.Seconds, split.Seconds, split.Evaluations, split.Uploads, split.Host,
                }));
            results.AddTable(
                "Settings",
                ["engine", "audio s", "setting", "true", "found", "error"],
                fits.SelectMany(fit => fit.Outcomes[0].Settings, (fit, setting) => new object[]
                {
                    fit.Work.Engine, fit.Pair.Seconds, setting.Name, setting.True, setting.Found, setting.Found - setting.True,
                }));
            results.Write();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static FitOutcome RightOutcome(FitPair pair, string device, string folder)
        => FitOutcome.Of(pair, device, folder) is { IsRight: true } outcome
            ? outcome
            : throw new EngineException(string.Create(
                CultureInfo.InvariantCulture, $"The fit of {pair.Seconds} s with --device {device} failed or did not find the settings that made the target; nothing is reported."));

    private static object[] Split(FitPair pair, List<FitOutcome> outcomes)
    {
        double Median(Func<FitOutcome, double> figure) => outcomes.Select(figure).Median();
        return
        [
            outcomes[0].Engine,
            pair.Seconds,
            Median(fit => fit.Run.Seconds),
            Median(fit => pair.Seconds / fit.Run.Seconds),
            Median(fit => fit.Load),
            Median(fit => fit.Fit),
            Median(fit => fit.Measure),
            Median(fit => fit.Run.Seconds - fit.Load - fit.Fit - fit.Measure),
            Median(fit => fit.Run.ProcessorSeconds),
            outcomes[0].Iterations,
            outcomes[0].Evaluations,
            outcomes.Max(fit => fit.Run.PeakBytes) * 1e-6,
        ];
    }

    // The process has the audio of the engine of the processor, three floats a sample.
    private static double BytesBeyondAudio(FitPair pair, List<FitOutcome> outcomes)
        => outcomes.Max(fit => fit.Run.PeakBytes) - (3 * sizeof(float) * BatchShape.Of(pair.Layout).Samples);
}
