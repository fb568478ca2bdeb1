using FourA2A.Audio;

namespace FourA2A.Cli.Options;

/// <summary>
/// Which channel of a file with several is used.
/// </summary>
internal sealed class ChannelOption() : ChoiceOption<ChannelSelection>(
    "--channel",
    "Which channel of a file with several is used; 'only' refuses such a file.",
    ("only", ChannelSelection.Only),
    ("left", ChannelSelection.Left),
    ("right", ChannelSelection.Right),
    ("mean", ChannelSelection.Mean));
