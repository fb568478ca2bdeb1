using System.Buffers.Binary;
using System.Text;
using FourA2A.Audio;

namespace FourA2A.Bench;

/// <summary>
/// Makes damaged WAV files from sound ones. File i of a seed is always the same, whichever others are made.
/// </summary>
internal sealed class WavMutator
{
    private const int MaxMutations = 4;

    // Where fields and loops of a reader turn over: zero, one, signs, sizes of headers, and largest values.
    private static readonly uint[] Extremes =
        [0, 1, 2, 3, 7, 8, 15, 16, 17, 18, 39, 40, 0x7F, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFE, 0xFFFFFFFF];

    private readonly int seed;
    private readonly List<byte[]> sound;

    /// <param name="seed">Chooses the sequence of files.</param>
    public WavMutator(int seed)
    {
        this.seed = seed;
        var random = new Random(seed);
        sound = [];
        foreach (var format in new[]
        {
            WaveFormat.Pcm(8000, 1, 8), WaveFormat.Pcm(44100, 1, 16), WaveFormat.Pcm(44100, 2, 16), WaveFormat.Pcm(48000, 2, 24),
            WaveFormat.Pcm(96000, 1, 32), WaveFormat.IeeeFloat(44100, 1), WaveFormat.IeeeFloat(48000, 6), WaveFormat.IeeeFloat(192000, 2, 64),
        })
        {
            foreach (var largestRiffSize in new[] { uint.MaxValue, 0L })
            {
                var samples = new byte[format.BlockAlign * random.Next(1, 300)];
                random.NextBytes(samples);
                var header = WaveHeaderBuilder.Build(format, samples.Length, largestRiffSize);
                sound.Add([.. header, .. samples]);
                sound.Add(WithOddChunks(header, samples));
            }
        }
    }

    /// <summary>The sound files that the others are made from.</summary>
    public IReadOnlyList<byte[]> Sound => sound;

    /// <summary>
    /// One damaged file.
    /// </summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="kinds">What was done to it, for example <c>truncation, chunk size</c>.</param>
    public byte[] Mutate(int index, out string kinds)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        var file = (byte[])sound[random.Next(sound.Count)].Clone();
        var done = new List<string>();
        for (var count = random.Next(1, MaxMutations + 1); count > 0; count--)
        {
            done.Add(MutateOnce(random, ref file));
        }

        kinds = string.Join(", ", done);
        return file;
    }

    private static byte[] WithOddChunks(ReadOnlySpan<byte> header, byte[] samples)
    {
        // Every header ends with the 8 bytes that begin its data chunk.
        var text = Encoding.ASCII.GetBytes("odd");
        byte[] chunk = [.. "note"u8, 3, 0, 0, 0, .. text, 0];
        return [.. header[..^8], .. chunk, .. header[^8..], .. samples, .. new byte[samples.Length % 2], .. chunk];
    }

    private static string MutateOnce(Random random, ref byte[] file)
    {
        if (file.Length < 16)
        {
            file = [.. file, .. new byte[random.Next(1, 64)]];
            return "appended zeros";
        }

        switch (random.Next(9))
        {
            case 0:
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return "bit flip";
            case 1:
                file[random.Next(Math.Min(file.Length, 128))] = (byte)random.Next(256);
                return "header byte";
            case 2:
                file = file[..random.Next(file.Length)];
                return "truncation";
            case 3:
                WriteField(random, file, RandomChunk(random, file) + 4, 4);
                return "chunk size";
            case 4:
                var format = file.AsSpan().IndexOf("fmt "u8);
                var (offset, width) = FormatFields[random.Next(FormatFields.Length)];
                WriteField(random, file, (format < 0 ? 0 : format + 8) + offset, width);
                return "format field";
            case 5:
                var longSizes = file.AsSpan().IndexOf("ds64"u8);
                WriteField(random, file, (longSizes < 0 ? 0 : longSizes + 8) + (4 * random.Next(6)), 4);
                return "long size";
            case 6:
                var at = random.Next(file.Length);
                var noise = new byte[random.Next(1, 40)];
                random.NextBytes(noise);
                file = [.. file[..at], .. noise, .. file[at..]];
                return "insertion";
            case 7:
                var from = random.Next(file.Length);
                file = [.. file[..from], .. file[Math.Min(file.Length, from + random.Next(1, 40))..]];
                return "deletion";
            default:
                // A chunk once more, or one in another's place.
                var source = RandomChunk(random, file);
                var length = Math.Min(random.Next(8, 60), file.Length - source);
                var target = RandomChunk(random, file);
                file = [.. file[..target], .. file.AsSpan(source, length), .. file[target..]];
                return "repeated chunk";
        }
    }

    // Offset in the fmt chunk and bytes: tag, channels, rate, bytes a second, bytes a frame, bits, size of the extension, valid bits, mask, subformat.
    private static readonly (int Offset, int Width)[] FormatFields =
        [(0, 2), (2, 2), (4, 4), (8, 4), (12, 2), (14, 2), (16, 2), (18, 2), (20, 4), (24, 2), (28, 4)];

    private static void WriteField(Random random, byte[] file, int offset, int width)
    {
        var value = Extremes[random.Next(Extremes.Length)];
        if (offset + width > file.Length)
        {
            return;
        }

        if (width == 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value);
        }
    }

    // The position of a chunk that a reader would find, the RIFF header included.
    private static int RandomChunk(Random random, byte[] file)
    {
        var chunks = new List<int> { 0 };
        for (long position = 12; position <= file.Length - 8;)
        {
            chunks.Add((int)position);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)position + 4));
            position += 8L + size + (size & 1);
        }

        return chunks[random.Next(chunks.Count)];
    }
}
