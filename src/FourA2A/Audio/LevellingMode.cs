namespace FourA2A.Audio;

/// <summary>
/// The mode switch of the data set's levelling amplifier; the values are those in its file names.
/// </summary>
public enum LevellingMode
{
    /// <summary>Compress.</summary>
    Compress = 0,

    /// <summary>Limit.</summary>
    Limit = 1,
}
