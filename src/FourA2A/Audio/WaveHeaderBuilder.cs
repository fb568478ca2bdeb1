using System.Buffers.Binary;

namespace FourA2A.Audio;

/// <summary>
/// Writes what <see cref="WaveHeaderParser"/> reads. The length of a header depends on the format only, so that it
/// can be written again when the number of samples is known: a JUNK chunk keeps the place of ds64.
/// </summary>
internal static class WaveHeaderBuilder
{
    // ds64: sizes of file and data, number of frames, 8 bytes each, and an empty table's length.
    private const int Ds64Bytes = 28;

    /// <summary>
    /// The bytes in front of the samples.
    /// </summary>
    /// <param name="format">The samples' format; more than two channels or 16 bits of PCM make it extensible.</param>
    /// <param name="dataBytes">Bytes of samples, without padding.</param>
    /// <param name="largestRiffSize">Size of the file, less 8, above which it is RF64.</param>
    public static byte[] Build(WaveFormat format, long dataBytes, long largestRiffSize)
    {
        var extensible = format.Channels > 2 || format is { Encoding: WaveFormatEncoding.Pcm, BitsPerSample: > 16 };
        var integer = format.Encoding == WaveFormatEncoding.Pcm;
        var formatBytes = extensible ? 40 : integer ? 16 : 18;
        var factBytes = integer ? 0 : 12;
        var header = new byte[12 + 8 + Ds64Bytes + 8 + formatBytes + factBytes + 8];
        var frames = dataBytes / format.BlockAlign;
        var riffSize = header.Length - 8 + dataBytes + (dataBytes % 2);
        var isLong = riffSize > largestRiffSize;
        var rest = header.AsSpan();

        Append(ref rest, isLong ? "RF64"u8 : "RIFF"u8);
        Append32(ref rest, isLong ? uint.MaxValue : riffSize);
        Append(ref rest, "WAVE"u8);

        Append(ref rest, isLong ? "ds64"u8 : "JUNK"u8);
        Append32(ref rest, Ds64Bytes);
        if (isLong)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, riffSize);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], dataBytes);
            BinaryPrimitives.WriteInt64LittleEndian(rest[16..], frames);
        }

        rest = rest[Ds64Bytes..];

        Append(ref rest, "fmt "u8);
        Append32(ref rest, formatBytes);
        Append16(ref rest, extensible ? WaveFormatTag.Extensible : (int)format.Encoding);
        Append16(ref rest, format.Channels);
        Append32(ref rest, format.SampleRate);
        Append32(ref rest, (long)format.SampleRate * format.BlockAlign);
        Append16(ref rest, format.BlockAlign);
        Append16(ref rest, format.BitsPerSample);
        if (formatBytes > 16)
        {
            Append16(ref rest, formatBytes - 18);
        }

        if (extensible)
        {
            Append16(ref rest, format.BitsPerSample);
            Append32(ref rest, SpeakerMask(format.Channels));
            WaveFormatTag.WriteSubFormat(format.Encoding, rest[..16]);
            rest = rest[16..];
        }

        if (!integer)
        {
            Append(ref rest, "fact"u8);
            Append32(ref rest, 4);
            Append32(ref rest, Math.Min(frames, uint.MaxValue));
        }

        Append(ref rest, "data"u8);
        Append32(ref rest, isLong ? uint.MaxValue : dataBytes);
        return header;
    }

    // Front centre; front left and right; with more channels nothing is known about where they belong.
    private static long SpeakerMask(int channels) => channels switch
    {
        1 => 4,
        2 => 3,
        _ => 0,
    };

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> id)
    {
        id.CopyTo(rest);
        rest = rest[id.Length..];
    }

    private static void Append16(ref Span<byte> rest, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)value);
        rest = rest[2..];
    }

    private static void Append32(ref Span<byte> rest, long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)value);
        rest = rest[4..];
    }
}
