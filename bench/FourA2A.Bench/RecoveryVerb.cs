using System.CommandLine;
using System.Diagnostics;
using FourA2A.Audio;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Newton;
using FourA2A.Simulation;

namespace FourA2A.Bench;

/// <summary>
/// <c>recovery</c>: random settings of the model on the shipped recordings, fitted from the published start. Fails when
/// fewer than 99 % of the identifiable ones are found, or a wrong result calls itself a success.
/// </summary>
internal static class RecoveryVerb
{
    private const double SmallestShareFound = 0.99;

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Number of settings.", DefaultValueFactory = _ => 1000 }.Between(1, 1_000_000);
        var seed = new Option<int>("--seed") { Description = "Which settings.", DefaultValueFactory = _ => 1 };
        var hessian = new Option<string>("--hessian")
        {
            Description = "Second derivatives of the Newton steps: fused (also called exact) or gauss-newton.", DefaultValueFactory = _ => new FitOptions().Hessian.Word(),
        };

        // The others are composed of stages, which no engine here is.
        var words = HessianKinds.Words.Where(choice => choice.Kind is HessianKind.Fused or HessianKind.GaussNewton).ToDictionary(StringComparer.Ordinal);
        hessian.AcceptOnlyFromAmong([.. words.Keys]);
        var restarts = new Option<int>("--restarts") { Description = "Most further starts of a fit.", DefaultValueFactory = _ => new FitOptions().MaximumRestarts };
        var command = new Command("recovery", "Recovers random settings from the shipped recordings.") { count, seed, hessian, restarts };
        command.SetAction(result => Run(
            result.GetValue(count),
            result.GetValue(seed),
            words[result.GetValue(hessian)!],
            result.GetValue(restarts)));
        return command;
    }

    private static int Run(int count, int seed, HessianKind hessian, int restarts)
    {
        var clips = ShippedRecordings.Names.Select(name => (Name: name, Signal: ShippedRecordings.Load(name))).ToArray();
        var settings = RecoveryProblem.RandomSettings(count, seed);
        var outcomes = new RecoveryOutcome[count];
        var watch = Stopwatch.StartNew();

        // One thread a fit: a clip is one chunk, which more threads would not make faster.
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, count, workers, index =>
        {
            var (name, dry) = clips[index % clips.Length];
            var problem = RecoveryProblem.Create(name, dry, settings[index]);
            using var engine = new SimdEngine(1);
            var fit = CompressorFit.Run(
                new DryWetPair(problem.Dry, problem.Wet, name, "target"),
                engine,
                new FitOptions { Hessian = hessian, RefineDelay = false, MaximumRestarts = restarts });
            outcomes[index] = new(index, problem.Clip, problem.Truth, problem.IsIdentifiable(), problem.IsRecovered(fit.Parameters), fit);
        });

        var identifiable = outcomes.Where(o => o.Identifiable).ToArray();
        var found = identifiable.Count(o => o.Recovered && o.Fit.Success);
        var wrong = outcomes.Where(o => o.Fit.Success && !o.Recovered).ToArray();
        var results = new BenchResults(
            hessian == new FitOptions().Hessian ? "recovery" : $"recovery-{hessian}".ToLowerInvariant(),
            "Recovery of random settings from the shipped recordings",
            $"recovery --count {count} --seed {seed} --hessian {hessian.Word()} --restarts {restarts}");
        results.Add("settings", count);
        results.Add("left out: not identifiable at the true settings", count - identifiable.Length);
        results.Add("identifiable", identifiable.Length);
        results.Add("of these found within 0.1 % and 0.01 dB, with the status of success", found);
        results.Add("share found", 100.0 * found / identifiable.Length, "%");
        results.Add("found from the first start", identifiable.Count(o => o.Recovered && o.Fit.Restarts == 0));
        results.Add("right, without the status of success", identifiable.Count(o => o.Recovered && !o.Fit.Success));
        results.Add("wrong with the status of success, of all settings", wrong.Length);
        results.Add("left out, but recovered with the status of success", outcomes.Count(o => !o.Identifiable && o.Recovered && o.Fit.Success));
        results.Add("evaluations per identifiable fit, mean", identifiable.Average(o => o.Fit.Evaluations));
        results.Add("evaluations per identifiable fit, most", identifiable.Max(o => o.Fit.Evaluations));
        results.Add("time per identifiable fit, mean", 1000 * identifiable.Average(o => o.Fit.Seconds), "ms");
        results.Add("time", watch.Elapsed.TotalSeconds, "s");
        results.Add("engine", outcomes[0].Fit.Engine);
        results.AddTable(
            "Status",
            ["status", "identifiable", "left out"],
            Enum.GetValues<FitStatus>().Select(status => new object[]
            {
                status.ToString(),
                identifiable.Count(o => o.Fit.Status == status),
                outcomes.Count(o => !o.Identifiable && o.Fit.Status == status),
            }));
        var failures = identifiable.Where(o => !(o.Recovered && o.Fit.Success)).Union(wrong).ToArray();
        if (failures.Length > 0)
        {
            results.AddTable("Not found, or wrong with success", RecoveryOutcome.Columns, failures.Select(o => o.Row()));
        }

        results.Write();
        return found >= SmallestShareFound * identifiable.Length && wrong.Length == 0 ? 0 : 1;
    }
}
