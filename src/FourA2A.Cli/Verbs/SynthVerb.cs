using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Simulation;
using FourA2A.Simulation.Units;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>synth</c>: writes a data set recorded from a simulated unit.
/// </summary>
internal sealed class SynthVerb : Verb
{
    private const double DefaultSeconds = 60;
    private const int SecondsPerMinute = 60;
    private const int DefaultSampleRate = 44100;

    // A second holds the start of a passage; a day of audio is more than anyone has of a unit.
    private static readonly (double Minimum, double Maximum) Length = (1, 86400);

    // Inaudible in 24 bits, to as loud as the signal.
    private static readonly (double Minimum, double Maximum) NoiseDb = (-160, 0);

    // Well within the two seconds that an alignment looks for.
    private static readonly (double Minimum, double Maximum) DelaySamples = (-10000, 10000);

    private static readonly (double Minimum, double Maximum) SampleRate = (8000, 192000);

    private readonly PathArgument dataSet = new("DATASET", "New folder for the data set.");
    private readonly NumberOption seconds = new("--seconds", "N", Length, $"Length of each recording in seconds; {DefaultSeconds} by default, {ProfileSignal.DefaultSeconds} for the profile.");
    private readonly NumberOption minutes = new("--minutes", "N", (Length.Minimum / SecondsPerMinute, Length.Maximum / SecondsPerMinute), "The same in minutes.");
    private readonly StimulusOption stimulus = new();
    private readonly UnitOptions unit = new();
    private readonly NumberOption delay = new("--delay", "SAMPLES", DelaySamples, "How much later the wet files are; fractions and negative numbers will do. 0 by default.");
    private readonly NumberOption noise = new("--noise-db", "DB", NoiseDb, "White noise in the wet files, RMS in dB relative to full scale; none by default.");
    private readonly NumberOption sampleRate = new("--sample-rate", "HZ", SampleRate, $"Samples per second; {DefaultSampleRate} by default, or what the stimulus file has.");
    private readonly CountOption seed = new("--seed", 1, "Seed of stimulus and noise; the same options give the same files.");

    private readonly ChoiceOption<(WaveFormatEncoding Encoding, int Bits)> format = new(
        "--format",
        "Sample format of the files.",
        ("pcm16", (WaveFormatEncoding.Pcm, 16)),
        ("pcm24", (WaveFormatEncoding.Pcm, 24)),
        ("float32", (WaveFormatEncoding.IeeeFloat, 32)));

    public SynthVerb(Terminal terminal, CancellationToken cancellationToken)
        : base(
            "synth",
            "Writes a data set with a known truth: dry recordings and what a simulated unit makes of them, an optical levelling amplifier or a digital compressor. A simulation, no recording of a unit.",
            terminal,
            cancellationToken)
    {
        Add(dataSet);
        foreach (var option in new Option[] { seconds, minutes, stimulus, delay, noise, sampleRate, seed, format })
        {
            Add(option);
        }

        unit.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(seconds) is not null && result.GetResult(minutes) is not null)
            {
                result.AddError("Found --seconds and --minutes, expected one of them.");
            }
        });
    }

    public override string Examples =>
        """
          foura2a synth unit --seconds 60 --delay -0.75
          foura2a synth full --minutes 20 --noise-db -90 --format pcm24
          foura2a synth mine --stimulus song.wav --peak-reduction 60:100:20 --mode limit
          foura2a synth task --unit rms-compressor --stimulus profile --threshold-db -10 --ratio 10
        """;

    protected override int Run(ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(dataSet);
        var options = Ask(arguments);
        using var folder = OutputFolder.Create(path, "choose another name");
        var clipped = Terminal.WithProgress(
            "Simulating",
            report => SimulatedDataSet.Write(path, options, fraction => report(fraction, string.Empty), CancellationToken));
        folder.Keep();

        if (clipped > 0)
        {
            Terminal.Warn($"{path}: limited {Format.Count(clipped, "sample")} of wet files beyond full scale to it; write float32.");
        }

        Terminal.Line(options.Unit.Statement);
        Terminal.Line($"{path}: {Format.Count(options.Unit.PairCount, "pair")} of {options.Seconds:0.###} s, {options.Format}; wet files {options.DelaySamples:0.######} samples later.");
        Terminal.Line($"What was asked for stands in {folder.File(SimulationRecord.FileName)}.");
        Terminal.Line(options.Unit is CompressorUnit
            ? $"Next: foura2a fit {folder.File(CompressorUnit.DryFile)} {folder.File(CompressorUnit.WetFile)}"
            : $"Next: foura2a sweep {path}");
        return ExitCodes.Done;
    }

    private SimulationOptions Ask(ParseResult arguments)
    {
        var choice = stimulus.ValueIn(arguments);
        var (encoding, bits) = format.ValueIn(arguments);
        return new SimulationOptions
        {
            Seconds = arguments.GetValue(seconds) ?? (arguments.GetValue(minutes) * SecondsPerMinute) ?? (choice.Kind == StimulusKind.Profile ? ProfileSignal.DefaultSeconds : DefaultSeconds),
            SampleRate = Rate(arguments.GetValue(sampleRate), choice.File),
            Stimulus = choice.Kind,
            StimulusFile = choice.File,
            Unit = unit.ValueIn(arguments),
            DelaySamples = arguments.GetValue(delay) ?? 0,
            NoiseDb = arguments.GetValue(noise),
            Seed = arguments.GetValue(seed),
            Encoding = encoding,
            BitsPerSample = bits,
        };
    }

    // The stimulus file is opened before the folder is made, so that a bad one leaves nothing behind.
    private int Rate(double? asked, string? file)
    {
        if (asked is { } rate && rate != Math.Floor(rate))
        {
            throw new InputException($"Found '{rate}' for --sample-rate, expected a whole number of Hz.");
        }

        if (file is null)
        {
            return (int)(asked ?? DefaultSampleRate);
        }

        using var signal = new WaveFileSignal(Open(file));
        return asked is null || asked == signal.SampleRate
            ? signal.SampleRate
            : throw new InputException($"{file}: found {signal.SampleRate} Hz, expected the {asked} Hz of --sample-rate; leave the option out.");
    }
}
