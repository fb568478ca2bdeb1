using System.CommandLine;
using FourA2A.Cli.Fitting;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Experiment.ApproximateFits;
using FourA2A.Objective;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>fit</c>: finds the settings that make the dry recording into the wet one.
/// </summary>
internal sealed class FitVerb : Verb
{
    private readonly PathArgument dryPath = new("DRY.wav", "What went into the compressor.");
    private readonly PathArgument wetPath = new("WET.wav", "What came out of it; same sample rate.");
    private readonly PathOption output = new("--output", "DIR", "Folder for result.json, new or (approximate-ballistics) that of an interrupted fit; by default WET.fit in the current folder.", "-o");
    private readonly ChannelOption channel = new();
    private readonly AlignOption align = new();
    private readonly PathOption start = new("--start", "FILE", "Start from the settings of a parameter file or an earlier result.json, of the same model.");
    private readonly SearchOptions search = new();
    private readonly CountOption maximumIterations = new(
        "--max-iterations",
        new FitOptions().MaximumIterations,
        $"Most Newton steps of one run; of {ModelNames.ApproximateBallistics} most steps of Adam, {new ApproximateFitOptions().MaximumIterations} unless said otherwise.");

    private readonly CountOption patience = AdamOptions.Patience();
    private readonly NumberOption excerptSeconds = AdamOptions.ExcerptSeconds();
    private readonly PathOption json = PathOption.Json();

    private readonly DriverLoader loadDriver;
    private readonly DeviceOption device = new();

    private readonly ChoiceOption<Func<IEngine>?> engine = new(
        "--engine",
        "Which engine of the processor: the fast SIMD engine, or the slow serial one in double precision. auto takes the fastest of the device.",
        ("auto", null),
        ("serial", () => new SerialEngine()),
        ("simd", () => new SimdEngine()));

    private readonly ChoiceOption<Func<ParseResult, IModelFit>> model;

    public FitVerb(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
        : base(
            "fit",
            "Finds threshold, ratio, attack, release and make-up of the compressor that made WET.wav from DRY.wav, and the delay between the files.",
            terminal,
            cancellationToken)
    {
        this.loadDriver = loadDriver;
        model = new(
            "--model",
            "The compressor that is fitted: gain through a one-pole filter, by Newton's method; or RMS level, knee and moving averages for attack, release and smoothing, by Adam on a spectrogram loss, for minutes, its ranges 1:20, 0.5:100 ms and 5:1000 ms unless said otherwise.",
            (ModelNames.OnePole, ReadOnePole),
            (ModelNames.ApproximateBallistics, ReadApproximate));
        Add(dryPath);
        Add(wetPath);
        Add(output);
        Add(model);
        Add(channel);
        Add(align);
        Add(start);
        search.AddTo(this);
        Add(device);
        Add(engine);
        Add(maximumIterations);
        Add(patience);
        Add(excerptSeconds);
        Add(json);
        Validators.Add(result =>
        {
            var name = Word(model) ?? ModelNames.OnePole;
            Option[] foreign = name == ModelNames.ApproximateBallistics ? [search.Hessian, engine] : [patience, excerptSeconds];
            if (Array.Find(foreign, option => Word(option) is not null) is { } given)
            {
                result.AddError($"Found {given.Name}, which --model {name} has no use for; leave it out, or choose the other model.");
            }

            if (Word(device) is not { } card || !card.StartsWith("cuda", StringComparison.Ordinal))
            {
                return;
            }

            if (name == ModelNames.ApproximateBallistics)
            {
                result.AddError($"Found --device {card}, but --model {name} runs on the processor; leave it out.");
            }
            else if (Word(engine) is { } word and not "auto")
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
          foura2a fit song-dry.wav song-wet.wav --model approximate-ballistics --excerpt-seconds 5

        Exit code: 0 converged; 3 ended without converging (result.json is written, its status says why); 2 bad input;
        1 the device failed (unfinished.json has the iterations until then). With --model approximate-ballistics the same
        command goes on after Ctrl-C (130) or a kill, from progress.json in the folder.
        """;

    protected override int Run(ParseResult arguments)
    {
        var folderPath = arguments.GetValue(output) ?? $"{Path.GetFileNameWithoutExtension(arguments.GetRequiredValue(wetPath))}.fit";
        var fit = model.ValueIn(arguments)(arguments);
        using var folder = fit.OpenFolder(folderPath);
        var jsonPath = NewFile(arguments, json);
        if (jsonPath is not null
            && Array.Exists([FitReport.ResultFileName, ApproximateFitOptions.ProgressFileName], name => Path.GetFullPath(jsonPath) == Path.GetFullPath(folder.File(name))))
        {
            throw new InputException($"{jsonPath}: found the name of a file of the fit itself, expected another; leave out {json.Name} or choose another name for it.");
        }

        using var files = OpenPair(arguments.GetRequiredValue(dryPath), arguments.GetRequiredValue(wetPath), channel.ValueIn(arguments));
        return fit.Run(new(Terminal, files, arguments.GetValue(align).Samples, folder, jsonPath, CancellationToken));
    }

    private OnePoleFit ReadOnePole(ParseResult arguments)
        => new(
            new()
            {
                Hessian = search.HessianIn(arguments),
                Start = arguments.GetValue(start) is { } path ? ParameterFile.Read(path) : null,
                Ranges = search.RangesIn(arguments),
                MaximumIterations = arguments.GetValue(maximumIterations),
            },
            () => CreateEngine(arguments));

    private ApproximateFit ReadApproximate(ParseResult arguments)
    {
        var options = new ApproximateFitOptions();
        return new(options with
        {
            Start = arguments.GetValue(start) is { } path ? ParameterFile.ReadApproximate(path) : null,
            StartRemedy = $"{start.Name} FILE takes a start of your own.",
            Ranges = search.ApproximateRangesIn(arguments),
            MaximumIterations = arguments.GetResult(maximumIterations) is { Implicit: false } ? arguments.GetValue(maximumIterations) : options.MaximumIterations,
            Patience = arguments.GetValue(patience),
            Seconds = arguments.GetValue(excerptSeconds) ?? options.Seconds,
        });
    }

    private (IEngine Engine, string? Notice) CreateEngine(ParseResult arguments)
    {
        var hessian = search.HessianIn(arguments);
        return engine.ValueIn(arguments) is { } create
            ? (FitEngine.OnProcessor(hessian, create()), null)
            : FitEngine.Create(arguments.GetValue(device), hessian, loadDriver);
    }
}
