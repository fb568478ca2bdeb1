using System.CommandLine.Parsing;
using System.Globalization;

namespace FourA2A.Cli.Options;

/// <summary>
/// Numbers on the command line: a decimal point under every locale. System.CommandLine would parse by culture, and
/// -0.75 would be -75 under a German one.
/// </summary>
internal static class Numbers
{
    /// <summary>Parses a finite number, without thousands separators.</summary>
    public static bool TryParse(string text, out double value)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>A parser for an option that is one number; null where the option is not given.</summary>
    public static double? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var value))
        {
            return value;
        }

        result.AddError($"Found '{text}' for {OptionName(result)}, expected a number with a decimal point, such as -0.75.");
        return null;
    }

    /// <summary>Name of the option that a value belongs to.</summary>
    public static string OptionName(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
