namespace FourA2A.Audio;

/// <summary>
/// Which channel of a file is taken as the signal. A mono file has one channel whatever is chosen.
/// </summary>
public enum ChannelSelection
{
    /// <summary>The only channel; a file with more is refused.</summary>
    Only,

    /// <summary>The first channel.</summary>
    Left,

    /// <summary>The second channel.</summary>
    Right,

    /// <summary>The mean of all channels.</summary>
    Mean,
}
