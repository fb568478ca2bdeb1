using System.Globalization;
using FourA2A.Experiment.Systems;

namespace FourA2A.Reporting;

/// <summary>
/// Numbers as people read them, with a true minus sign; files and tables behind the plots have their own.
/// </summary>
internal static class NumberText
{
    // Nobody sets a knob finer.
    private const int MostDecimals = 5;
    private const double SmallestError = 1e-5;

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A number with four significant digits, or all of its whole part; nothing for NaN.</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? string.Empty : value > 0 ? "∞" : "−∞";
        }

        if (double.IsInteger(value))
        {
            return Fixed(value, 0);
        }

        var magnitude = Math.Abs(value);
        return magnitude < 1e-4
            ? Signed(value.ToString("0.00e0", CultureInfo.InvariantCulture))
            : Fixed(value, 3 - (int)Math.Floor(Math.Log10(magnitude)));
    }

    /// <summary>A multiple of a step, with the decimals that the step needs.</summary>
    public static string WithStep(double value, double step)
        => step < 1e-6 ? Of(value) : Fixed(value, -(int)Math.Floor(Math.Log10(step) + 1e-9));

    /// <summary>A tick of a logarithmic axis: 1, 2 or 5 times a power of ten.</summary>
    public static string OfTick(double value)
    {
        var exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
        if (exponent is >= -3 and <= 4)
        {
            return Fixed(value, -exponent);
        }

        var digit = Math.Round(value / Math.Pow(10, exponent));
        var power = $"10{(exponent < 0 ? "⁻" : string.Empty)}{string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(d => Superscripts[d - '0']))}";
        return digit == 1 ? power : string.Create(CultureInfo.InvariantCulture, $"{digit}·{power}");
    }

    /// <summary>
    /// A number and its standard error: two significant digits of the error and as many decimals of the number, at most five.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="error">Its standard error, finite.</param>
    public static (string Value, string Error) WithError(double value, double error)
    {
        if (error < SmallestError)
        {
            return (Fixed(value, MostDecimals), $"< {Fixed(SmallestError, MostDecimals)}");
        }

        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(error)), 0, MostDecimals);
        return (Fixed(value, decimals), $"± {Fixed(error, decimals)}");
    }

    /// <summary>A ratio in percent.</summary>
    public static string Percent(double ratio) => double.IsNaN(ratio) ? string.Empty : $"{Of(100 * ratio)} %";

    /// <summary>A number with that many decimals.</summary>
    public static string Fixed(double value, int decimals)
        => Signed(value.ToString($"F{Math.Clamp(decimals, 0, 9)}", CultureInfo.InvariantCulture));

    /// <summary>A figure of a system as people want it; a dash where the model lacks it.</summary>
    public static string Fixed(SystemFigure figure, SystemRow row)
        => figure.Shown(row) is { } number ? Fixed(number, figure.Decimals) : "–";

    // What is rounded to zero has no sign; the sign of an exponent stays, for it is read by programs too.
    private static string Signed(string text)
        => text[0] != '-' ? text : text.AsSpan(1).ContainsAnyInRange('1', '9') ? $"−{text[1..]}" : text[1..];
}
