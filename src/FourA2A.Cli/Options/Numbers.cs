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
}
