using System.CommandLine;
using FourA2A.Cli.Fitting;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Experiment.Sweeps;
using FourA2A.Objective;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>sweep</c>: fits all recordings of a unit, one for each setting of its knobs.
/// </summary>
internal sealed class SweepVerb : Verb
{
    private readonly PathArgument dataSet = new("DATASET", "Folder with Train, Test or Val of the SignalTrain layout.");
    private readonly PathOption output = new("--output", "DIR", "Folder of the sweep, new or that of an interrupted one; by default DATASET.sweep in the current folder.", "-o");
    private readonly DataSetOptions selection = new();
    private readonly AlignOption align = new();
    private readonly SearchOptions search = new();
    private readonly CountOption randomStarts = new(
        "--random-starts", 0, "Fit each setting once more from this many random starts and write where they end to starts.csv; 0 leaves that out.", smallest: 0);

    private readonly DeviceOption device = new();
    private readonly DriverLoader loadDriver;

    public SweepVerb(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
        : base("sweep", "Fits all recordings of a unit, one for each setting of its knobs, and writes its parameter curves and a report.", terminal, cancellationToken)
    {
        this.loadDriver = loadDriver;
        Add(dataSet);
        Add(output);
        selection.AddTo(this);
        Add(align);
        search.AddTo(this);
        Add(randomStarts);
        Add(device);
    }

    public override string Examples =>
        """
          foura2a sweep unit -o unit.sweep
          foura2a sweep unit --mode limit --peak-reduction 40:100 -o upper.sweep
          foura2a sweep unit --random-starts 20 -o starts.sweep

        Peak reductions are fitted downwards, each from where the nearest ones above it that converged point; the published start comes first. Stopped
        or killed, the same command goes on: it redoes nothing, and tries again what failed.

        Exit code: 0 every setting has a result; 3 some failed or did not converge (summary.csv says which and why, the others are
        complete); 2 bad input; 1 the device failed; 130 stopped by Ctrl-C.
        """;

    protected override int Run(ParseResult arguments)
    {
        var source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(arguments.GetRequiredValue(dataSet)));
        var options = new SweepOptions
        {
            DataSet = source,
            Selection = selection.ValueIn(arguments),
            DelaySamples = arguments.GetValue(align).Samples,
            Ranges = search.RangesIn(arguments),
            Hessian = search.HessianIn(arguments),
            RandomStarts = arguments.GetValue(randomStarts),
        };
        var recordings = options.OpenDataSet();
        foreach (var finding in recordings.Findings)
        {
            Terminal.Warn(finding);
        }

        var plan = new SweepPlan(recordings);
        var folder = new SweepFolder(arguments.GetValue(output) ?? $"{Path.GetFileName(source)}.sweep");
        if (!Directory.Exists(folder.FolderPath))
        {
            OutputPath.RequireFree(folder.FolderPath, "choose another folder with -o");
        }

        // A card that is not there is said before there is a folder.
        var (first, notice) = FitEngine.Create(arguments.GetValue(device), search.HessianIn(arguments), loadDriver);
        IEngine? unused = first;
        using var store = SweepStore.Open(folder, options);
        if (store.Options.Simulation is { } statement)
        {
            Terminal.Line($"Simulated data set. {statement}");
        }

        if (folder.ReadResults().Count is > 0 and var finished)
        {
            Terminal.Line($"{finished} of {Format.Count(plan.Count, "setting")} are finished already.");
        }

        try
        {
            var outcome = Terminal.WithProgress("Sweeping", bar => new SweepRun(store, plan, CreateEngine, new SweepReporter(Terminal, bar)).Run(CancellationToken));
            return Conclude(folder, outcome, notice);
        }
        catch (OperationCanceledException)
        {
            Terminal.Fail($"{App.Name} {Name}: stopped; {folder.ReadResults().Count} of {Format.Count(plan.Count, "setting")} are in {folder.FolderPath}, the same command goes on with the others.");
            return ExitCodes.Interrupted;
        }
        finally
        {
            unused?.Dispose();
        }

        IEngine CreateEngine()
        {
            var engine = unused ?? FitEngine.Create(arguments.GetValue(device), search.HessianIn(arguments), loadDriver).Engine;
            unused = null;
            return engine;
        }
    }

    private int Conclude(SweepFolder folder, SweepOutcome outcome, string? notice)
    {
        var problems = outcome.Settings.Count(setting => setting.IsProblem);
        var steps = outcome.Settings.Where(setting => setting.Result is not null).Select(setting => SweepTables.Effort(setting.Result!).Iterations).Order().ToList();
        Terminal.Line();
        var failed = problems == 0 ? "none failed" : $"{problems} failed or did not converge";
        var effort = steps.Count == 0 ? "." : $"; median of {steps[steps.Count / 2]} Newton steps a setting.";
        Terminal.Line($"{Format.Count(outcome.Settings.Length, "setting")}, {failed}{effort}");
        if (notice is not null)
        {
            Terminal.Line(notice);
        }

        if (outcome.ReportFailure is { } failure)
        {
            Terminal.Warn($"There is no report ({failure}); the results are complete.");
        }

        Terminal.Line($"Written: {folder.FolderPath} with {string.Join(", ", new[] { folder.SummaryPath, folder.CurvePath, folder.ReportPath }.Where(File.Exists).Select(Path.GetFileName))}.");
        return problems == 0 ? ExitCodes.Done : ExitCodes.NotConverged;
    }
}
