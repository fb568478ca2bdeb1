using System.CommandLine;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Simulation;
using FourA2A.Simulation.Units;

namespace FourA2A.Cli.Options;

/// <summary>
/// Which unit is simulated, and the settings of each kind.
/// </summary>
internal sealed class UnitOptions
{
    private const string Amplifier = "optical-amplifier";
    private const string Compressor = "rms-compressor";

    // From a thousandth of a dB at full scale to a square wave.
    private static readonly (double Minimum, double Maximum) SaturationDb = (-40, 40);

    // A make-up knob's worth either way.
    private static readonly (double Minimum, double Maximum) OutputGainDb = (-60, 60);

    private static readonly RmsCompressorSettings Default = RmsCompressorSettings.PublishedTestSignal;

    private readonly ChoiceOption<string> unit = new("--unit", "What is simulated.", (Amplifier, Amplifier), (Compressor, Compressor));

    private readonly PeakReductionStepsOption peakReductions = new("--peak-reduction", $"{Amplifier}: positions of the knob, whole numbers from 0 (no gain reduction) to 100; 40:100:5 by default.");

    private readonly ChoiceOption<LevellingMode[]> mode = new(
        "--mode",
        $"{Amplifier}: position of the mode switch.",
        ("both", [LevellingMode.Compress, LevellingMode.Limit]),
        ("compress", [LevellingMode.Compress]),
        ("limit", [LevellingMode.Limit]));

    private readonly NumberOption saturation = new("--saturation-db", "DB", SaturationDb, $"{Amplifier}: soft saturation of its output, tanh driven by that gain; none by default.");
    private readonly NumberOption outputGain = new("--output-gain-db", "DB", OutputGainDb, $"{Amplifier}: the gain knob; 0 by default. PCM limits what goes beyond full scale.");

    private readonly NumberOption threshold = Setting("--threshold-db", "DB", ParameterLimits.ThresholdDb, "threshold in dB RMS relative to full scale", Default.ThresholdDb);
    private readonly NumberOption ratio = Setting("--ratio", "RATIO", ParameterLimits.Ratio, "ratio", Default.Ratio);
    private readonly NumberOption knee = Setting("--knee-db", "DB", ParameterLimits.KneeDb, "knee width in dB, around the threshold", Default.KneeDb);
    private readonly NumberOption attack = Setting("--attack-ms", "MS", ParameterLimits.TimeMs, "attack in ms, to 63 % of a rise in gain reduction", Default.AttackMs);
    private readonly NumberOption release = Setting("--release-ms", "MS", ParameterLimits.TimeMs, "release in ms, to 63 % of a fall", Default.ReleaseMs);
    private readonly NumberOption makeUp = Setting("--make-up-db", "DB", ParameterLimits.MakeUpDb, "make-up gain in dB", Default.MakeUpDb);

    private Option[] OfAmplifier => [peakReductions, mode, saturation, outputGain];

    private Option[] OfCompressor => [threshold, ratio, knee, attack, release, makeUp];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[unit, .. OfAmplifier, .. OfCompressor])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            var (strangers, owner) = result.GetValue(unit) == Compressor ? (OfAmplifier, Amplifier) : (OfCompressor, Compressor);
            var given = strangers.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList();
            if (given.Count > 0)
            {
                result.AddError($"Found {string.Join(", ", given)}, which only --unit {owner} has; choose that unit or leave it out.");
            }
        });
    }

    /// <summary>The unit that was asked for.</summary>
    public SimulatedUnit ValueIn(ParseResult arguments) => unit.ValueIn(arguments) == Compressor
        ? new CompressorUnit(new(
            arguments.GetValue(threshold) ?? Default.ThresholdDb,
            arguments.GetValue(ratio) ?? Default.Ratio,
            arguments.GetValue(knee) ?? Default.KneeDb,
            arguments.GetValue(attack) ?? Default.AttackMs,
            arguments.GetValue(release) ?? Default.ReleaseMs,
            arguments.GetValue(makeUp) ?? Default.MakeUpDb))
        : new AmplifierUnit([.. from one in mode.ValueIn(arguments) from position in peakReductions.ValueIn(arguments) select new UnitSetting(one, position)])
        {
            SaturationDb = arguments.GetValue(saturation),
            OutputGainDb = arguments.GetValue(outputGain) ?? 0,
        };

    private static NumberOption Setting(string name, string unit, (double Minimum, double Maximum) limits, string description, double value)
        => new(name, unit, limits, FormattableString.Invariant($"{Compressor}: {description}; {value} by default."));
}
