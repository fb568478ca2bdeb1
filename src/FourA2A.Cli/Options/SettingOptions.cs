using System.CommandLine;
using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;
using FourA2A.Experiment;

namespace FourA2A.Cli.Options;

/// <summary>
/// The settings of a compressor as options, each of which takes the place of a parameter file's value.
/// </summary>
internal sealed class SettingOptions
{
    private readonly NumberOption threshold = new("--threshold-db", "DB", ParameterLimits.ThresholdDb, "Threshold in dB relative to full scale.");
    private readonly NumberOption ratio = new("--ratio", "RATIO", ParameterLimits.Ratio, "Ratio, 4 for 4:1.");
    private readonly NumberOption attack = new("--attack-ms", "MS", ParameterLimits.TimeMs, "Attack in milliseconds: 10-90 % rise time, or length of the average.");
    private readonly NumberOption release = new("--release-ms", "MS", ParameterLimits.TimeMs, "Release in milliseconds, alike.");
    private readonly NumberOption makeUp = new("--make-up-db", "DB", ParameterLimits.MakeUpDb, "Make-up gain in dB.");
    private readonly NumberOption knee = new("--knee-db", "DB", ParameterLimits.KneeDb, $"Knee width in dB, from the threshold up; {ModelNames.ApproximateBallistics} only.");
    private readonly NumberOption smoothing = new("--smoothing-ms", "MS", ParameterLimits.AverageMs, $"Smoothing above the threshold after the attack, in milliseconds; {ModelNames.ApproximateBallistics} only.");

    private NumberOption[] OfBothModels => [threshold, ratio, attack, release, makeUp];

    private NumberOption[] OfApproximateBallistics => [knee, smoothing];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in OfBothModels.Concat(OfApproximateBallistics))
        {
            command.Add(option);
        }
    }

    /// <summary>
    /// The settings of a file or a curve with what the options say in their place. Without either, the model is the one that has all the
    /// given settings.
    /// </summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="file">Settings of the file or the curve; null if none is given.</param>
    /// <exception cref="InputException">A setting is given nowhere, is none of the file's model, or is outside the model's limits.</exception>
    public ICompressorSettings Resolve(ParseResult arguments, ICompressorSettings? file)
    {
        var foreign = OfApproximateBallistics.FirstOrDefault(option => arguments.GetValue(option) is not null);
        if (file is CompressorParameters && foreign is not null)
        {
            throw new InputException($"Found {foreign.Name} with settings of the model {ModelNames.OnePole}, which has no such setting; leave it out or give a file of {ModelNames.ApproximateBallistics}.");
        }

        var needed = foreign is null ? OfBothModels : [.. OfBothModels, .. OfApproximateBallistics];
        var missing = needed.Where(option => arguments.GetValue(option) is null).Select(option => option.Name).ToList();
        if (file is null && missing.Count > 0)
        {
            throw new InputException($"Found no PARAMETERS.json, no --curve and no {string.Join(", ", missing)}; give the file, a curve, or all settings of the model.");
        }

        // Without a file each setting of these is replaced.
        file ??= foreign is null ? CompressorParameters.PublishedStart : ApproximateRanges.Default.Minimum;
        return file is ApproximateParameters approximate ? Approximate(arguments, approximate) : OnePole(arguments, (CompressorParameters)file);
    }

    private CompressorParameters OnePole(ParseResult arguments, CompressorParameters file)
        => new(
            arguments.GetValue(threshold) ?? file.ThresholdDb,
            arguments.GetValue(ratio) ?? file.Ratio,
            arguments.GetValue(attack) ?? file.AttackMs,
            arguments.GetValue(release) ?? file.ReleaseMs,
            arguments.GetValue(makeUp) ?? file.MakeUpDb);

    private ApproximateParameters Approximate(ParseResult arguments, ApproximateParameters file)
    {
        var parameters = new ApproximateParameters(
            arguments.GetValue(threshold) ?? file.ThresholdDb,
            arguments.GetValue(ratio) ?? file.Ratio,
            arguments.GetValue(knee) ?? file.KneeDb,
            arguments.GetValue(makeUp) ?? file.MakeUpDb,
            arguments.GetValue(attack) ?? file.AttackMs,
            arguments.GetValue(release) ?? file.ReleaseMs,
            arguments.GetValue(smoothing) ?? file.SmoothingMs);

        // Times of the other model may be longer.
        ParameterLimits.Check(parameters, $"{ModelNames.ApproximateBallistics}: ");
        return parameters;
    }
}
