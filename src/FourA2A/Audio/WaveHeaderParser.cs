using System.Buffers.Binary;

namespace FourA2A.Audio;

/// <summary>
/// Walks the chunks of a RIFF, RF64 or BW64 file up to its samples. Nothing that is allocated depends on a number in
/// the file. Sources: Multimedia Programming Interface and Data Specifications 1.0 (RIFF, fmt, data); Microsoft,
/// "Multiple Channel Audio Data and WAVE Files" (extensible); EBU Tech 3306 (RF64, ds64).
/// </summary>
internal static class WaveHeaderParser
{
    // Real files have about ten. The limit keeps gigabytes of zeros from being walked eight bytes at a time.
    private const int MaxChunks = 4096;

    private const int RiffHeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;
    private const int BasicFormatBytes = 16;
    private const int ExtensibleFormatBytes = 40;
    private const uint Unknown32 = uint.MaxValue;

    private const string Convert = "convert it to uncompressed WAV";
    private const string ExportAgain = "export it again";

    /// <exception cref="InputException">Not a WAV file, a damaged or cut header, a codec that is not supported, or no samples.</exception>
    public static WaveHeader Parse(IByteSource source)
    {
        CheckRiffHeader(source);
        WaveFormat? format = null;
        long? longDataSize = null;
        long position = RiffHeaderBytes;
        Span<byte> header = stackalloc byte[ChunkHeaderBytes];
        for (var chunk = 0; chunk < MaxChunks; chunk++)
        {
            if (position > source.Length - ChunkHeaderBytes)
            {
                throw FileError.Create(
                    source.Name,
                    $"a file of {source.Length} bytes that ends before its {(format is null ? "'fmt ' chunk" : "samples")}",
                    "a 'fmt ' and a 'data' chunk",
                    $"the file is cut short or damaged: {ExportAgain}");
            }

            source.Read(position, header);
            var id = header[..4];
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            var body = position + ChunkHeaderBytes;
            if (id.SequenceEqual("fmt "u8))
            {
                format = ParseFormat(source, body, size);
            }
            else if (id.SequenceEqual("ds64"u8))
            {
                longDataSize = ParseLongDataSize(source, body, size);
            }
            else if (id.SequenceEqual("data"u8))
            {
                return format is null
                    ? throw FileError.Create(source.Name, "samples before any 'fmt ' chunk", "the 'fmt ' chunk first", ExportAgain)
                    : LocateSamples(source, format, body, size, longDataSize);
            }

            position = body + size + (size & 1);
        }

        throw FileError.Create(source.Name, $"{MaxChunks} chunks without samples", "a 'data' chunk", $"the file is damaged: {ExportAgain}");
    }

    private static void CheckRiffHeader(IByteSource source)
    {
        if (source.Length == 0)
        {
            throw FileError.Create(source.Name, "an empty file", FileError.WaveFile, ExportAgain);
        }

        Span<byte> start = stackalloc byte[RiffHeaderBytes];
        start.Clear();
        source.Read(0, start[..(int)Math.Min(source.Length, RiffHeaderBytes)]);
        var id = start[..4];
        if (id.SequenceEqual("RIFX"u8))
        {
            throw FileError.Create(source.Name, "a big-endian WAV file (RIFX)", "a little-endian one (RIFF or RF64)", Convert);
        }

        if (!id.SequenceEqual("RIFF"u8) && !id.SequenceEqual("RF64"u8) && !id.SequenceEqual("BW64"u8))
        {
            throw FileError.Create(source.Name, DescribeOther(start), "a WAV file (RIFF or RF64)", Convert);
        }

        if (source.Length < RiffHeaderBytes)
        {
            throw FileError.Create(source.Name, $"a file of {source.Length} bytes", "a complete WAV header", $"the file is cut short: {ExportAgain}");
        }

        if (!start[8..].SequenceEqual("WAVE"u8))
        {
            throw FileError.Create(source.Name, $"a RIFF file of type {Printable(start[8..])}", "the type 'WAVE'", Convert);
        }
    }

    private static string DescribeOther(ReadOnlySpan<byte> start)
    {
        var kind = start switch
        {
            _ when start.StartsWith("fLaC"u8) => "a FLAC file",
            _ when start.StartsWith("OggS"u8) => "an Ogg file",
            _ when start.StartsWith("FORM"u8) => "an AIFF file",
            _ when start.StartsWith("caff"u8) => "a Core Audio file",
            _ when start.StartsWith("riff"u8) => "a Wave64 file",
            _ when start.StartsWith("ID3"u8) => "an MP3 file",
            _ when start[4..].StartsWith("ftyp"u8) => "an MP4 or M4A file",
            _ => null,
        };
        return kind ?? $"a file that starts with {Printable(start[..4])}";
    }

    private static WaveFormat ParseFormat(IByteSource source, long body, uint size)
    {
        var present = (int)Math.Min(Math.Min(size, source.Length - body), ExtensibleFormatBytes);
        Span<byte> bytes = stackalloc byte[ExtensibleFormatBytes];
        bytes = bytes[..present];
        if (present < BasicFormatBytes)
        {
            throw FileError.Create(source.Name, $"a 'fmt ' chunk of {present} bytes", $"at least {BasicFormatBytes}", $"the file is cut short or damaged: {ExportAgain}");
        }

        source.Read(body, bytes);
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (tag == WaveFormatTag.Extensible)
        {
            if (present < ExtensibleFormatBytes)
            {
                throw FileError.Create(source.Name, $"an extensible 'fmt ' chunk of {present} bytes", $"{ExtensibleFormatBytes}", $"the file is cut short or damaged: {ExportAgain}");
            }

            tag = WaveFormatTag.FromSubFormat(bytes[24..])
                ?? throw FileError.Create(source.Name, $"samples of the unknown subformat {new Guid(bytes[24..])}", "PCM or IEEE float", Convert);
        }

        var encoding = (WaveFormatEncoding)tag;
        if (encoding is not (WaveFormatEncoding.Pcm or WaveFormatEncoding.IeeeFloat))
        {
            throw FileError.Create(source.Name, WaveFormatTag.Name(tag), "PCM or IEEE float", Convert);
        }

        var channels = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        var sampleRate = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        var blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(bytes[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]);
        if (channels is < 1 or > WaveFormat.MaxChannels)
        {
            throw FileError.Create(source.Name, $"{channels} channels", $"1 to {WaveFormat.MaxChannels}", $"the header is damaged: {ExportAgain}");
        }

        if (sampleRate is < WaveFormat.MinSampleRate or > WaveFormat.MaxSampleRate)
        {
            throw FileError.Create(source.Name, $"a sample rate of {sampleRate} Hz", $"{WaveFormat.MinSampleRate} to {WaveFormat.MaxSampleRate} Hz", $"the header is damaged: {ExportAgain}");
        }

        if (!WaveFormat.IsSupported(encoding, bits))
        {
            throw FileError.Create(source.Name, $"{bits} bits a sample", $"{WaveFormat.SupportedBits(encoding)}", ExportAgain);
        }

        var format = new WaveFormat(encoding, (int)sampleRate, channels, bits);
        return blockAlign == format.BlockAlign
            ? format
            : throw FileError.Create(source.Name, $"frames of {blockAlign} bytes", $"{format.BlockAlign} for {format}", $"the header contradicts itself: {ExportAgain}");
    }

    // The ds64 chunk begins with the 64-bit sizes of the whole file and of the data chunk.
    private static long? ParseLongDataSize(IByteSource source, long body, uint size)
    {
        const int needed = 16;
        if (Math.Min(size, source.Length - body) < needed)
        {
            throw FileError.Create(source.Name, "a 'ds64' chunk that is cut short", $"at least {needed} bytes", $"the file is damaged: {ExportAgain}");
        }

        Span<byte> sizes = stackalloc byte[needed];
        source.Read(body, sizes);
        var dataSize = BinaryPrimitives.ReadUInt64LittleEndian(sizes[8..]);
        return dataSize > long.MaxValue ? null : (long)dataSize;
    }

    private static WaveHeader LocateSamples(IByteSource source, WaveFormat format, long body, uint size, long? longSize)
    {
        var present = source.Length - body;
        long? declared = size == Unknown32 ? longSize : size;

        // A recorder that could not go back to finish its header leaves the size at its largest value or at zero.
        var unfinished = declared is null || (declared == 0 && !AreChunks(source, body));
        var bytes = unfinished ? present : declared!.Value;
        var frames = Math.Min(bytes, present) / format.BlockAlign;
        var declaredFrames = bytes / format.BlockAlign;
        if (frames > 0)
        {
            return new WaveHeader(format, body, frames, declaredFrames);
        }

        throw declaredFrames > 0
            ? FileError.Create(source.Name, $"none of the {declaredFrames} frames that its header promises", "samples", $"the file is cut short: {ExportAgain}")
            : FileError.Create(source.Name, "a WAV file of zero length", "samples", ExportAgain);
    }

    // Whether what follows is a chain of chunks that ends with the file: then a size of zero is meant.
    private static bool AreChunks(IByteSource source, long position)
    {
        Span<byte> header = stackalloc byte[ChunkHeaderBytes];
        for (var chunk = 0; chunk < MaxChunks && position <= source.Length - ChunkHeaderBytes; chunk++)
        {
            source.Read(position, header);
            if (header[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                return false;
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            position += ChunkHeaderBytes + size + (size & 1);
        }

        // The last chunk's padding byte is often left out.
        return position == source.Length || position == source.Length + 1;
    }

    private static string Printable(ReadOnlySpan<byte> id)
        => id.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"the bytes {System.Convert.ToHexString(id)}"
            : $"'{System.Text.Encoding.ASCII.GetString(id)}'";
}
