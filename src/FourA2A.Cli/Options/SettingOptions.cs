using System.CommandLine;
using FourA2A.Compressor;

namespace FourA2A.Cli.Options;

/// <summary>
/// The settings of a compressor as options, each of which takes the place of a parameter file's value.
/// </summary>
internal sealed class SettingOptions
{
    private readonly NumberOption threshold = new("--threshold-db", "DB", ParameterLimits.ThresholdDb, "Threshold in dB relative to full scale.");
    private readonly NumberOption ratio = new("--ratio", "RATIO", ParameterLimits.Ratio, "Ratio, 4 for 4:1.");
    private readonly NumberOption attack = new("--attack-ms", "MS", ParameterLimits.TimeMs, "Attack in milliseconds (10-90 % rise time).");
    private readonly NumberOption release = new("--release-ms", "MS", ParameterLimits.TimeMs, "Release in milliseconds (10-90 % rise time).");
    private readonly NumberOption makeUp = new("--make-up-db", "DB", ParameterLimits.MakeUpDb, "Make-up gain in dB.");

    private NumberOption[] All => [threshold, ratio, attack, release, makeUp];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>
    /// The settings of a file or a curve with what the options say in their place.
    /// </summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="file">Settings of the file or the curve; null if none is given.</param>
    /// <exception cref="InputException">A setting is given nowhere.</exception>
    public CompressorParameters Resolve(ParseResult arguments, CompressorParameters? file)
    {
        var missing = All.Where(option => arguments.GetValue(option) is null).Select(option => option.Name).ToList();
        if (file is null && missing.Count > 0)
        {
            throw new InputException($"Found no PARAMETERS.json, no --curve and no {string.Join(", ", missing)}; give the file, a curve, or all five settings.");
        }

        file ??= CompressorParameters.PublishedStart;
        return new CompressorParameters(
            arguments.GetValue(threshold) ?? file.ThresholdDb,
            arguments.GetValue(ratio) ?? file.Ratio,
            arguments.GetValue(attack) ?? file.AttackMs,
            arguments.GetValue(release) ?? file.ReleaseMs,
            arguments.GetValue(makeUp) ?? file.MakeUpDb);
    }
}
