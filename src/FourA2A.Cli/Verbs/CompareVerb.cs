using System.CommandLine;
using FourA2A.Cli.Fitting;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Experiment.Systems;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>compare</c>: both systems on one pair of recordings, side by side.
/// </summary>
internal sealed class CompareVerb : Verb
{
    private static readonly ApproximateFitOptions Defaults = new();

    private readonly PathArgument dryPath = new("DRY.wav", "What went into the compressor.");
    private readonly PathArgument wetPath = new("WET.wav", "What came out of it; same sample rate.");
    private readonly PathOption output = new("--output", "DIR", "Folder of the comparison, new or that of an interrupted one; by default WET.comparison in the current folder.", "-o");
    private readonly ChannelOption channel = new();
    private readonly AlignOption align = new();
    private readonly SearchOptions search = new();
    private readonly CountOption maximumIterations = new("--max-iterations", Defaults.MaximumIterations, "Most steps of Adam.");
    private readonly CountOption patience = AdamOptions.Patience();
    private readonly NumberOption excerptSeconds = AdamOptions.ExcerptSeconds();
    private readonly DeviceOption device = new();
    private readonly DriverLoader loadDriver;

    public CompareVerb(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
        : base(
            "compare",
            "Fits both systems to one pair, one-pole ballistics by Newton's method and approximate ballistics by Adam, and measures them alike: settings, errors, loudness, time.",
            terminal,
            cancellationToken)
    {
        this.loadDriver = loadDriver;
        Add(dryPath);
        Add(wetPath);
        Add(output);
        Add(channel);
        Add(align);
        search.AddTo(this);
        Add(maximumIterations);
        Add(patience);
        Add(excerptSeconds);
        Add(device);
    }

    public override string Examples =>
        """
          foura2a compare song-dry.wav song-wet.wav
          foura2a compare song-dry.wav song-wet.wav -o quick.comparison --max-iterations 2000 --excerpt-seconds 4

        The one-pole fit refines the delay; approximate ballistics is fitted at the delay that it found, and both are measured there, over the
        whole file. Ranges hold for both, --device and --hessian for the one-pole fit. Stopped or killed, the same command goes on.
        report.html has the plots; comparison.csv in the folder of a sweep puts the table into its report.

        Exit code: 0 both converged; 3 one did not (the comparison is complete all the same); 2 bad input; 1 the device failed;
        130 stopped by Ctrl-C.
        """;

    protected override int Run(ParseResult arguments)
    {
        var folder = new ComparisonFolder(arguments.GetValue(output) ?? $"{Path.GetFileNameWithoutExtension(arguments.GetRequiredValue(wetPath))}.comparison");
        if (!Directory.Exists(folder.FolderPath))
        {
            OutputPath.RequireFree(folder.FolderPath, "choose another folder with -o");
        }

        ComparisonStore.RequireUsable(folder);
        using var files = OpenPair(arguments.GetRequiredValue(dryPath), arguments.GetRequiredValue(wetPath), channel.ValueIn(arguments));
        var options = ReadOptions(arguments, files);
        if (folder.Has(ModelNames.OnePole))
        {
            CancellationToken.ThrowIfCancellationRequested();
            return Compare(folder, files, options, comparison => comparison.ReadOnePole(), notice: null);
        }

        var pair = Terminal.WithProgress("Aligning", _ => PairFit.Load(files, options.DelaySamples));
        foreach (var finding in pair.Findings)
        {
            Terminal.Warn(finding);
        }

        CancellationToken.ThrowIfCancellationRequested();

        // A card that is not there is said before there is a folder.
        var (engine, notice) = FitEngine.Create(arguments.GetValue(device), options.Hessian, loadDriver);
        using var owned = engine;
        return Compare(
            folder,
            files,
            options,
            comparison => Terminal.WithProgress("Newton", bar => comparison.FitOnePole(pair, engine, new FitProgress([], bar), CancellationToken)),
            notice);
    }

    private int Compare(ComparisonFolder folder, PairFiles files, ComparisonOptions options, Func<SystemComparison, FitResultRecord> fitOnePole, string? notice)
    {
        using var store = ComparisonStore.Open(folder, options);
        var comparison = new SystemComparison(store, files, options);
        try
        {
            var onePole = fitOnePole(comparison);

            // What the start lacks is said at once: the fit may take half an hour.
            var approximate = Terminal.WithProgress("Adam", bar => comparison.FitApproximate(
                onePole, Terminal.Line, new ApproximateProgress(options.MaximumIterations, bar), CancellationToken));
            Print(Terminal.WithProgress("Measuring", _ => comparison.Measure(onePole, approximate)), notice);
            string[] written = [.. new[] { folder.ReportPath, folder.TablePath, folder.RecordPath, folder.CurvesPath }.Select(path => Path.GetFileName(path))];
            Terminal.Line($"Written: {folder.FolderPath} with {string.Join(", ", written)} and the result of each.");
            return Math.Max(FitReport.ExitCode(onePole), FitReport.ExitCode(approximate));
        }
        catch (OperationCanceledException)
        {
            Terminal.Fail($"{App.Name} {Name}: stopped; what is done is in {folder.FolderPath}, the same command goes on from there.");
            return ExitCodes.Interrupted;
        }
    }

    private ComparisonOptions ReadOptions(ParseResult arguments, PairFiles files)
        => new()
        {
            Inputs = FitRecords.Inputs(files),
            DelaySamples = arguments.GetValue(align).Samples,
            OnePoleRanges = search.RangesIn(arguments),
            Hessian = search.HessianIn(arguments),
            ApproximateRanges = search.ApproximateRangesIn(arguments),
            MaximumIterations = arguments.GetValue(maximumIterations),
            Patience = arguments.GetValue(patience),
            ExcerptSeconds = arguments.GetValue(excerptSeconds) ?? Defaults.Seconds,
        };

    private void Print(ComparisonRecord record, string? notice)
    {
        var systems = record.Systems;
        Terminal.Table(
            1..(systems.Length + 1),
            ["figure", .. systems.Select(system => system.Model)],
            [
                .. SystemFigure.All.Select(figure => systems.Select(system => Number(figure, system)).Prepend(figure.Label).ToArray()),
                [.. systems.Select(system => system.Status).Prepend("status")],
            ]);
        Terminal.Line();
        foreach (var system in systems)
        {
            Terminal.Line($"{system.Model}: {system.StatusReason}");
            if (system.Undetermined.Length > 0)
            {
                Terminal.Warn($"{system.Model}: not determined by the recordings, so that what was found is arbitrary: {string.Join(", ", system.Undetermined)}.");
            }
        }

        Terminal.Line(
            $"Both at a delay of {systems[0].DelaySamples:0.0000;-0.0000;0.0000} samples, {(record.Polarity < 0 ? "wet file inverted" : "same polarity")}; "
            + $"{100 * record.AttackShare:0.0} % of the time are attack passages. "
            + $"approximate-ballistics took {record.TimeRatio:0.#} times as long as one-pole.");
        if (notice is not null)
        {
            Terminal.Line(notice);
        }
    }

    private static string Number(SystemFigure figure, SystemRow system)
        => figure.Shown(system) is { } number ? Format.Fixed(number, figure.Decimals) : "-";
}
