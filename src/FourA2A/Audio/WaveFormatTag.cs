namespace FourA2A.Audio;

/// <summary>
/// Format tags of the <c>fmt</c> chunk (RFC 2361 and Microsoft's mmreg.h).
/// </summary>
internal static class WaveFormatTag
{
    public const ushort Extensible = 0xFFFE;

    // KSDATAFORMAT_SUBTYPE_x is the tag in the first two bytes and these fourteen behind it.
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>The tag inside a 16-byte subformat, or null where the identifier is none of the registered family.</summary>
    public static ushort? FromSubFormat(ReadOnlySpan<byte> subFormat)
        => subFormat[2..].SequenceEqual(SubFormatTail) ? (ushort)(subFormat[0] | (subFormat[1] << 8)) : null;

    /// <summary>Writes the subformat of an encoding.</summary>
    public static void WriteSubFormat(WaveFormatEncoding encoding, Span<byte> subFormat)
    {
        subFormat[0] = (byte)encoding;
        subFormat[1] = 0;
        SubFormatTail.CopyTo(subFormat[2..]);
    }

    /// <summary>A codec's name for messages.</summary>
    public static string Name(ushort tag)
    {
        var name = tag switch
        {
            0x0000 => "an unknown codec",
            0x0002 => "Microsoft ADPCM",
            0x0006 => "A-law",
            0x0007 => "mu-law",
            0x0008 or 0x2001 => "DTS",
            0x0010 => "OKI ADPCM",
            0x0011 => "IMA ADPCM",
            0x0016 => "G.723 ADPCM",
            0x0022 => "TrueSpeech",
            0x0031 => "GSM 6.10",
            0x0040 => "G.721 ADPCM",
            0x0045 or 0x0064 => "G.726 ADPCM",
            0x0050 => "MPEG layer 1 or 2",
            0x0055 => "MP3",
            0x0065 => "G.722 ADPCM",
            0x0092 => "Dolby AC-3 over S/PDIF",
            0x00FF or 0x1600 or 0x1602 or 0x1610 => "AAC",
            0x0160 or 0x0161 or 0x0162 or 0x0163 => "Windows Media Audio",
            0x2000 => "Dolby AC-3",
            >= 0x674F and <= 0x6771 => "Ogg Vorbis",
            0xF1AC => "FLAC",
            _ => "an unknown codec",
        };
        return $"{name} (format tag 0x{tag:X4})";
    }
}
