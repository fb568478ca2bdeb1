using System.CommandLine;
using System.CommandLine.Parsing;

namespace FourA2A.Cli.Options;

/// <summary>
/// How the delay between the files is found: estimated, taken as none, or given.
/// </summary>
internal sealed class AlignOption : Option<DelayChoice>
{
    private const string Auto = "auto";
    private const string None = "none";

    public AlignOption()
        : base("--align")
    {
        HelpName = $"{Auto}|{None}|SAMPLES";
        Description = "Delay between the files: estimated and refined with the fit (auto, the default), none, or a number of samples, positive where the wet file is later.";
        CustomParser = Parse;
    }

    private static DelayChoice Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == Auto)
        {
            return DelayChoice.Estimated;
        }

        if (text == None)
        {
            return new DelayChoice(0);
        }

        if (Numbers.TryParse(text, out var samples))
        {
            return new DelayChoice(samples);
        }

        result.AddError($"Found '{text}' for --align, expected {Auto}, {None} or a number of samples with a decimal point, such as -0.75.");
        return DelayChoice.Estimated;
    }
}
