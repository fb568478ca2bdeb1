using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Simulation;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>synth</c>: writes a data set recorded from a simulated levelling amplifier.
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

    // From a thousandth of a dB at full scale to a square wave.
    private static readonly (double Minimum, double Maximum) SaturationDb = (-40, 40);

    // A make-up knob's worth either way.
    private static readonly (double Minimum, double Maximum) OutputGainDb = (-60, 60);

    // Well within the two seconds that an alignment looks for.
    private static readonly (double Minimum, double Maximum) DelaySamples = (-10000, 10000);

    private static readonly (double Minimum, double Maximum) SampleRate = (8000, 192000);

    private readonly PathArgument dataSet = new("DATASET", "New folder for the data set.");
    private readonly NumberOption seconds = new("--seconds", "N", Length, $"Length of each recording in seconds; {DefaultSeconds} by default.");
    private readonly NumberOption minutes = new("--minutes", "N", (Length.Minimum / SecondsPerMinute, Length.Maximum / SecondsPerMinute), "The same in minutes.");
    private readonly StimulusOption stimulus = new();
    private readonly PeakReductionStepsOption peakReductions = new("--peak-reduction", "Positions of the knob, whole numbers from 0 (no gain reduction) to 100; 40:100:5 by default.");

    private readonly ChoiceOption<LevellingMode[]> mode = new(
        "--mode",
        "Position of the mode switch.",
        ("both", [LevellingMode.Compress, LevellingMode.Limit]),
        ("compress", [LevellingMode.Compress]),
        ("limit", [LevellingMode.Limit]));

    private readonly NumberOption delay = new("--delay", "SAMPLES", DelaySamples, "How much later the wet files are; fractions and negative numbers will do. 0 by default.");
    private readonly NumberOption noise = new("--noise-db", "DB", NoiseDb, "White noise in the wet files, RMS in dB relative to full scale; none by default.");
    private readonly NumberOption saturation = new("--saturation-db", "DB", SaturationDb, "Soft saturation of the unit's output, tanh driven by that gain; none by default.");
    private readonly NumberOption outputGain = new("--output-gain-db", "DB", OutputGainDb, "The unit's gain knob; 0 by default. PCM limits what goes beyond full scale.");
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
            "Writes a data set with a known truth: dry recordings and what a simulated optical levelling amplifier makes of them. A simulation, no recording of a unit.",
            terminal,
            cancellationToken)
    {
        Add(dataSet);
        foreach (var option in new Option[] { seconds, minutes, stimulus, peakReductions, mode, delay, noise, saturation, outputGain, sampleRate, seed, format })
        {
            Add(option);
        }

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

        Terminal.Line(OpticalLevellingAmplifier.Statement);
        var files = new WaveFormat(options.Encoding, options.SampleRate, 1, options.BitsPerSample);
        Terminal.Line($"{path}: {Format.Count(options.Settings.Length, "pair")} of {options.Seconds:0.###} s, {files}; wet files {options.DelaySamples:0.######} samples later.");
        Terminal.Line($"What was asked for stands in {folder.File(SimulationRecord.FileName)}.");
        Terminal.Line($"Next: foura2a sweep {path}");
        return ExitCodes.Done;
    }

    private SimulationOptions Ask(ParseResult arguments)
    {
        var choice = stimulus.ValueIn(arguments);
        var (encoding, bits) = format.ValueIn(arguments);
        return new SimulationOptions
        {
            Seconds = arguments.GetValue(seconds) ?? (arguments.GetValue(minutes) * SecondsPerMinute) ?? DefaultSeconds,
            SampleRate = Rate(arguments.GetValue(sampleRate), choice.File),
            Stimulus = choice.Kind,
            StimulusFile = choice.File,
            Settings = [.. from one in mode.ValueIn(arguments) from position in peakReductions.ValueIn(arguments) select new UnitSetting(one, position)],
            DelaySamples = arguments.GetValue(delay) ?? 0,
            NoiseDb = arguments.GetValue(noise),
            SaturationDb = arguments.GetValue(saturation),
            OutputGainDb = arguments.GetValue(outputGain) ?? 0,
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
