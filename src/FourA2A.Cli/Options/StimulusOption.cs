using System.CommandLine;
using System.CommandLine.Parsing;
using FourA2A.Simulation;

namespace FourA2A.Cli.Options;

/// <summary>
/// What goes into a simulated unit: the name of a built-in stimulus, or a WAV file.
/// </summary>
internal sealed class StimulusOption : Option<StimulusChoice>
{
    private static readonly (string Word, StimulusKind Kind)[] Words =
        [.. Enum.GetValues<StimulusKind>().Select(kind => (kind.ToString().ToLowerInvariant(), kind))];

    public StimulusOption()
        : base("--stimulus")
    {
        HelpName = $"{string.Join('|', Words.Select(choice => choice.Word))}|FILE.wav";
        Description = "What goes into the unit: something built-in (mix, the default, is tones to recordings in turn; profile is a tone that steps between levels), or a mono WAV file, looped or cut to the length.";
        CustomParser = Parse;
    }

    /// <summary>What was given, or the default.</summary>
    public StimulusChoice ValueIn(ParseResult arguments) => arguments.GetValue(this) ?? new StimulusChoice(StimulusKind.Mix);

    private StimulusChoice Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        foreach (var (word, kind) in Words)
        {
            if (text == word)
            {
                return new StimulusChoice(kind);
            }
        }

        if (!text.EndsWith(".wav", StringComparison.OrdinalIgnoreCase))
        {
            result.AddError($"Found '{text}' for {Name}, expected one of {string.Join(", ", Words.Select(choice => choice.Word))}, or a file whose name ends in .wav.");
        }

        return new StimulusChoice(StimulusKind.Mix, text);
    }
}
