using System.Globalization;

namespace FourA2A.Audio;

/// <summary>
/// How the knobs of a levelling amplifier stand.
/// </summary>
/// <param name="Mode">The mode switch.</param>
/// <param name="PeakReduction">Position of the peak reduction knob, 0..100; not decibels.</param>
public readonly record struct UnitSetting(LevellingMode Mode, double PeakReduction)
{
    /// <summary>The mode in one word, as it stands in files and options: <c>compress</c> or <c>limit</c>.</summary>
    public string ModeWord => Word(Mode);

    /// <summary>The setting in one word, for files and messages: <c>compress-85</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{ModeWord}-{PeakReduction}");

    /// <summary>A mode in one word.</summary>
    public static string Word(LevellingMode mode) => mode == LevellingMode.Limit ? "limit" : "compress";

    /// <summary>A setting from its <see cref="Name"/>; whether the text is one.</summary>
    public static bool TryParse(string name, out UnitSetting setting)
    {
        foreach (var mode in Enum.GetValues<LevellingMode>())
        {
            var prefix = $"{Word(mode)}-";
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && double.TryParse(name.AsSpan(prefix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var peakReduction))
            {
                setting = new(mode, peakReduction);
                return true;
            }
        }

        setting = default;
        return false;
    }
}
