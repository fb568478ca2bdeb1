using FourA2A.Audio;

namespace FourA2A.Cli.Options;

/// <summary>
/// Which modes of a unit a verb works on; null for both.
/// </summary>
internal sealed class ModeOption() : ChoiceOption<LevellingMode?>(
    "--mode",
    "Position of the mode switch.",
    [("both", null), .. Enum.GetValues<LevellingMode>().Select(mode => (UnitSetting.Word(mode), (LevellingMode?)mode))]);
