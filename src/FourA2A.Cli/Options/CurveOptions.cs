using System.CommandLine;
using System.CommandLine.Parsing;
using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Experiment.Curves;

namespace FourA2A.Cli.Options;

/// <summary>
/// Settings taken from a curve at a position of the knobs.
/// </summary>
internal sealed class CurveOptions
{
    private readonly PathOption curve = new("--curve", $"FILE|{CurveFile.BuiltInName}", "Take the settings from a curve, a sweep's curve.json or the built-in one, in place of PARAMETERS.json; needs --mode and --peak-reduction.");
    private readonly NumberOption peakReduction = new("--peak-reduction", "POSITION", (0, 100), "Position of the peak reduction knob on the curve, 0 to 100.");
    private readonly InterpolationOption interpolation = new();

    // No position of the switch goes without saying.
    private readonly ChoiceOption<LevellingMode> mode = new(
        "--mode",
        "Position of the mode switch.",
        [.. Enum.GetValues<LevellingMode>().Select(mode => (UnitSetting.Word(mode), mode))])
    {
        DefaultValueFactory = null,
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(curve);
        command.Add(mode);
        command.Add(peakReduction);
        command.Add(interpolation);
        command.Validators.Add(result =>
        {
            Option[] positions = [mode, peakReduction];
            if (!IsGiven(curve))
            {
                if (positions.Append(interpolation).FirstOrDefault(IsGiven) is { } option)
                {
                    result.AddError($"Found {option.Name} without {curve.Name}, expected both or neither.");
                }
            }
            else if (positions.FirstOrDefault(option => !IsGiven(option)) is { } missing)
            {
                result.AddError($"Found {curve.Name} without {missing.Name}, expected {string.Join(" and ", positions.Select(option => option.Name))} with it.");
            }

            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
        });
    }

    /// <summary>Whether settings are to come from a curve.</summary>
    public bool AreGivenIn(CommandResult result) => result.GetResult(curve) is not null;

    /// <summary>
    /// The settings that were asked for; null without a curve.
    /// </summary>
    /// <exception cref="InputException">The curve cannot be read, or does not reach the position.</exception>
    public CompressorParameters? ValueIn(ParseResult arguments)
        => arguments.GetValue(curve) is { } path
            ? CurveFile.Read(path).At(new(mode.ValueIn(arguments), arguments.GetValue(peakReduction)!.Value), interpolation.ValueIn(arguments))
            : null;
}
