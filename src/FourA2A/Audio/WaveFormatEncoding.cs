namespace FourA2A.Audio;

/// <summary>
/// How a sample of a WAV file is encoded. The values are the format tags of the <c>fmt</c> chunk.
/// </summary>
public enum WaveFormatEncoding
{
    /// <summary>Integers: 8-bit unsigned, or 16, 24, 32-bit two's complement.</summary>
    Pcm = 1,

    /// <summary>IEEE 754 numbers of 32 or 64 bits; full scale is 1.</summary>
    IeeeFloat = 3,
}
