namespace FourA2A.Cli.Output;

/// <summary>
/// Numbers as people read them.
/// </summary>
internal static class Format
{
    /// <summary>A power ratio in percent and in dB.</summary>
    public static string Esr(double esr) => $"{100 * esr:0.0000} % ({Decibels(10 * Math.Log10(esr))})";

    /// <summary>Decibels; silence has none.</summary>
    public static string Decibels(double decibels) => double.IsFinite(decibels) ? $"{decibels:0.00} dB" : "none";

    /// <summary>Loudness; a signal below the gate or shorter than a block has none.</summary>
    public static string Lufs(double loudness) => double.IsFinite(loudness) ? $"{loudness:0.00} LUFS" : "none";
}
