using System.Globalization;
using FourA2A.Metrics;

namespace FourA2A.Cli.Output;

/// <summary>
/// Numbers as people read them. Formats of three parts: what is rounded to zero has no sign.
/// </summary>
internal static class Format
{
    /// <summary>A power ratio in percent and in dB.</summary>
    public static string Esr(double esr) => $"{100 * esr:0.0000} % ({Decibels(10 * Math.Log10(esr))})";

    /// <summary>Decibels; silence has none.</summary>
    public static string Decibels(double decibels) => double.IsFinite(decibels) ? $"{decibels:0.00;-0.00;0.00} dB" : "none";

    /// <summary>Loudness; a signal below the gate or shorter than a block has none, and NaN stands for a rate too low for it.</summary>
    public static string Lufs(double loudness)
        => double.IsNaN(loudness)
            ? $"not defined below {IntegratedLoudness.LowestSampleRate} Hz"
            : double.IsFinite(loudness) ? $"{loudness:0.00;-0.00;0.00} LUFS" : "none";

    /// <summary>A number with that many decimals.</summary>
    public static string Fixed(double value, int decimals)
        => (Math.Round(value, decimals) + 0.0).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>A number of things: no restart, 1 restart, 2 restarts.</summary>
    public static string Count(long count, string thing)
        => count switch
        {
            0 => $"no {thing}",
            1 => $"1 {thing}",
            _ => $"{count} {thing}s",
        };

    /// <summary>How long something will still take: 12 min left, 40 s left.</summary>
    public static string Left(TimeSpan time)
        => time.TotalMinutes >= 1.5 ? $"{time.TotalMinutes:0} min left" : $"{Math.Ceiling(time.TotalSeconds):0} s left";

    /// <summary>How often something happened: once, 2 times.</summary>
    public static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
