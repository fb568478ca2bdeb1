using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Fitting;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Compressor;
using FourA2A.Experiment;
using FourA2A.Simulation;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>demo</c>: makes a wet recording with known settings, fits it, and holds what was found against the truth.
/// </summary>
internal sealed class DemoVerb : Verb
{
    // What a small studio unit might be set to; away from the start of a fit and from the ends of its ranges.
    private static readonly CompressorParameters True = new(ThresholdDb: -30, Ratio: 5, AttackMs: 3, ReleaseMs: 120, MakeUpDb: 4);

    // A converter's delay is never a whole number of samples, and its noise never zero.
    private const double TrueDelaySamples = 0.37;
    private const double NoiseDb = -90;
    private const int NoiseSeed = 1;

    // The noise alone moves each setting by a tenth of this at most.
    private const double RelativeTolerance = 0.001;
    private const double ToleranceDb = 0.01;
    private const double ToleranceSamples = 0.01;

    private readonly PathOption output = new("--output", "DIR", "New folder for the files; by default foura2a-demo in the current folder, or the next number that is free.", "-o");

    private readonly DriverLoader loadDriver;
    private readonly DeviceOption device = new();

    public DemoVerb(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
        : base("demo", "Makes a wet recording with known settings from a short dry one that ships with the program, fits it, and compares.", terminal, cancellationToken)
    {
        this.loadDriver = loadDriver;
        Add(output);
        Add(device);
    }

    public override string Examples =>
        """
          foura2a demo
          foura2a demo -o first-try --device cpu
        """;

    protected override int Run(ParseResult arguments)
    {
        using var folder = OutputFolder.Create(arguments.GetValue(output) ?? OutputFolder.FirstFree("foura2a-demo"));
        var (dryPath, wetPath) = (folder.File("dry.wav"), folder.File("wet.wav"));
        var dry = ShippedRecordings.Load(ShippedRecordings.Guitar);
        Write(dryPath, dry);
        Write(wetPath, MakeWet(dry));

        var options = new FitOptions { Cancellation = CancellationToken };
        var (engine, notice) = FitEngine.Create(arguments.GetValue(device), options.Hessian, loadDriver);
        FitResultRecord result;
        using (engine)
        using (var files = OpenPair(dryPath, wetPath, ChannelSelection.Only))
        {
            result = new FitRun(Terminal, files, delaySamples: null).Run(engine, options);
        }

        ResultFile.WriteNew(folder.File(FitReport.ResultFileName), result);
        Write(folder.File("rendered.wav"), result.Parameters.Render(dry));
        folder.Keep();

        var matches = Print(result);
        FitReport.PrintOutcome(Terminal, result, notice);
        Terminal.Line();
        Terminal.Line(matches
            ? $"The settings have been found. {folder.FolderPath} holds dry.wav, wet.wav, rendered.wav and result.json."
            : $"The settings have not been found; please report this with {folder.File(FitReport.ResultFileName)}.");
        Terminal.Line("Next: foura2a check DRY.wav WET.wav, then foura2a fit DRY.wav WET.wav, with recordings of your own.");
        return matches ? FitReport.ExitCode(result) : ExitCodes.NotConverged;
    }

    // Compressed, then late by a fraction of a sample, then noisy: the order of a real unit and its converters.
    private static ArraySignal MakeWet(ArraySignal dry)
    {
        var samples = new float[dry.SampleCount];
        new FractionalDelaySignal(True.Render(dry), -TrueDelaySamples).Read(0, samples);
        var random = new Random(NoiseSeed);
        var amplitude = Math.Sqrt(3) * Math.Pow(10, NoiseDb / 20);
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] += (float)(amplitude * ((2 * random.NextDouble()) - 1));
        }

        return new ArraySignal(samples, dry.SampleRate);
    }

    private static void Write(string path, ArraySignal signal)
    {
        using var writer = new WaveFileWriter(path, WaveFormat.IeeeFloat(signal.SampleRate, 1));
        writer.WriteSamples(signal.Samples);
        writer.Complete();
    }

    private bool Print(FitResultRecord result)
    {
        var found = FitReport.Quantities(result.Parameters, result.DelaySamples).ToList();
        var differences = FitReport.Quantities(True, TrueDelaySamples)
            .Select((truth, index) => (Truth: truth, Found: found[index].Value, Error: Error(truth, found[index].Value)))
            .ToList();
        Terminal.Table(
            1..4,
            ["setting", "true", "found", "error"],
            [.. differences.Select(row => new[]
            {
                row.Truth.Heading,
                FitReport.Number(row.Truth.Value),
                FitReport.Number(row.Found),
                row.Error.Text,
            })]);
        Terminal.Line();
        return differences.TrueForAll(row => row.Error.IsSmall);
    }

    private static (string Text, bool IsSmall) Error(Quantity truth, double found)
    {
        var error = found - truth.Value;
        return truth.Unit switch
        {
            "dB" => ($"{error:+0.0000;-0.0000;0.0000}", Math.Abs(error) <= ToleranceDb),
            "samples" => ($"{error:+0.0000;-0.0000;0.0000}", Math.Abs(error) <= ToleranceSamples),
            _ => ($"{100 * error / truth.Value:+0.0000;-0.0000;0.0000} %", Math.Abs(error) <= RelativeTolerance * truth.Value),
        };
    }
}
