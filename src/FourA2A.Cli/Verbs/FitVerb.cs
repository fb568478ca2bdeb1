using System.CommandLine;
using FourA2A.Cli.Fitting;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Objective;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>fit</c>: finds the settings that make the dry recording into the wet one.
/// </summary>
internal sealed class FitVerb : Verb
{
    private readonly PathArgument dryPath = new("DRY.wav", "What went into the compressor.");
    private readonly PathArgument wetPath = new("WET.wav", "What came out of it; same sample rate.");
    private readonly PathOption output = new("--output", "DIR", "New folder for result.json; by default WET.fit in the current folder.", "-o");
    private readonly ChannelOption channel = new();
    private readonly AlignOption align = new();
    private readonly PathOption start = new("--start", "FILE", "Start from the settings of a parameter file or an earlier result.json.");
    private readonly SearchOptions search = new();
    private readonly CountOption maximumIterations = new("--max-iterations", new FitOptions().MaximumIterations, "Most Newton steps of one run.");
    private readonly PathOption json = PathOption.Json();

    private readonly DriverLoader loadDriver;
    private readonly DeviceOption device = new();

    private readonly ChoiceOption<Func<IEngine>?> engine = new(
        "--engine",
        "Which engine of the processor: the fast SIMD engine, or the slow serial one in double precision. auto takes the fastest of the device.",
        ("auto", null),
        ("serial", () => new SerialEngine()),
        ("simd", () => new SimdEngine()));

    public FitVerb(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
        : base(
            "fit",
            "Finds threshold, ratio, attack, release and make-up of the compressor that made WET.wav from DRY.wav, and the delay between the files.",
            terminal,
            cancellationToken)
    {
        this.loadDriver = loadDriver;
        Add(dryPath);
        Add(wetPath);
        Add(output);
        Add(channel);
        Add(align);
        Add(start);
        search.AddTo(this);
        Add(device);
        Add(engine);
        Add(maximumIterations);
        Add(json);
        Validators.Add(result =>
        {
            if (Word(device) is { } card && card.StartsWith("cuda", StringComparison.Ordinal) && Word(engine) is { } word and not "auto")
            {
                result.AddError($"Found --device {card} and --engine {word}, which is one of the processor; leave out one of them.");
            }

            // Not the value, which may have an error of its own.
            string? Word(Option option) => result.GetResult(option)?.Tokens is [var token] ? token.Value : null;
        });
    }

    public override string Examples =>
        """
          foura2a fit song-dry.wav song-wet.wav
          foura2a fit song-dry.wav song-wet.wav -o unit.fit --release-range 10:5000
          foura2a fit song-dry.wav song-wet.wav --align -0.75 --start unit.fit/result.json -o again.fit
          foura2a fit song-dry.wav song-wet.wav --device cuda:1

        Exit code: 0 converged; 3 ended without converging (result.json is written, its status says why); 2 bad input;
        1 the device failed (unfinished.json has the iterations until then).
        """;

    protected override int Run(ParseResult arguments)
    {
        var folderPath = arguments.GetValue(output) ?? $"{Path.GetFileNameWithoutExtension(arguments.GetRequiredValue(wetPath))}.fit";
        var options = ReadOptions(arguments);
        using var folder = OutputFolder.Create(folderPath);
        var jsonPath = NewFile(arguments, json);
        if (jsonPath is not null && Path.GetFullPath(jsonPath) == Path.GetFullPath(folder.File(FitReport.ResultFileName)))
        {
            throw new InputException($"{jsonPath}: found the name of the result itself, expected another; leave out {json.Name} or choose another name for it.");
        }

        using var files = OpenPair(arguments.GetRequiredValue(dryPath), arguments.GetRequiredValue(wetPath), channel.ValueIn(arguments));
        var (computer, notice) = CreateEngine(arguments);
        using var owned = computer;
        var run = new FitRun(Terminal, files, arguments.GetValue(align).Samples);
        FitResultRecord result;
        try
        {
            result = run.Run(computer, options);
        }
        catch (EngineException exception) when (run.Unfinished(computer, exception) is { } unfinished)
        {
            var path = folder.File(FitReport.UnfinishedFileName);
            ResultFile.WriteNew(path, unfinished);
            folder.Keep();
            throw new EngineException($"{exception.Message} The finished iterations are in {path}; go on from there with --start.", exception);
        }

        ResultFile.WriteNew(folder.File(FitReport.ResultFileName), result);
        folder.Keep();
        if (jsonPath is not null)
        {
            ResultFile.WriteNew(jsonPath, result);
        }

        FitReport.Print(Terminal, result, notice);
        Terminal.Line($"Written: {folder.File(FitReport.ResultFileName)}");
        return FitReport.ExitCode(result);
    }

    private (IEngine Engine, string? Notice) CreateEngine(ParseResult arguments)
    {
        var hessian = search.HessianIn(arguments);
        return engine.ValueIn(arguments) is { } create
            ? (FitEngine.OnProcessor(hessian, create()), null)
            : FitEngine.Create(arguments.GetValue(device), hessian, loadDriver);
    }

    private FitOptions ReadOptions(ParseResult arguments)
        => new()
        {
            Hessian = search.HessianIn(arguments),
            Start = arguments.GetValue(start) is { } path ? ParameterFile.Read(path) : null,
            Ranges = search.RangesIn(arguments),
            MaximumIterations = arguments.GetValue(maximumIterations),
            Cancellation = CancellationToken,
        };
}
