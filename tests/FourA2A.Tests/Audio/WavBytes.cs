using System.Buffers.Binary;
using System.Text;
using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

/// <summary>WAV files byte by byte, independent of the writer.</summary>
internal static class WavBytes
{
    public static byte[] Chunk(string id, params byte[] body) => Chunk(id, (uint)body.Length, body);

    /// <summary>A chunk whose size may be a lie.</summary>
    public static byte[] Chunk(string id, uint size, byte[] body)
        => [.. Encoding.ASCII.GetBytes(id), .. U32(size), .. body, .. new byte[body.Length % 2]];

    public static byte[] Riff(params byte[][] chunks) => Riff("RIFF", "WAVE", chunks);

    public static byte[] Riff(string id, string type, params byte[][] chunks)
    {
        var body = chunks.SelectMany(c => c).ToArray();
        return [.. Encoding.ASCII.GetBytes(id), .. U32((uint)body.Length + 4), .. Encoding.ASCII.GetBytes(type), .. body];
    }

    public static byte[] Format(int tag = 1, int channels = 1, long rate = 44100, int bits = 16, int? blockAlign = null)
    {
        var align = blockAlign ?? (channels * bits / 8);
        return Chunk("fmt ", [.. U16(tag), .. U16(channels), .. U32((uint)rate), .. U32((uint)(rate * align)), .. U16(align), .. U16(bits)]);
    }

    public static byte[] Extensible(int tag, int channels, int rate, int bits, byte[]? subFormatTail = null)
    {
        var align = channels * bits / 8;
        return Chunk(
            "fmt ",
            [
                .. U16(0xFFFE), .. U16(channels), .. U32((uint)rate), .. U32((uint)(rate * align)), .. U16(align), .. U16(bits),
                .. U16(22), .. U16(bits), .. U32(0), .. U16(tag),
                .. subFormatTail ?? [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71],
            ]);
    }

    public static byte[] Pcm16(params short[] samples) => [.. samples.SelectMany(s => U16((ushort)s))];

    public static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] U64(ulong value) => [.. U32((uint)value), .. U32((uint)(value >> 32))];

    public static WaveFileReader Open(params byte[][] chunks) => new(Riff(chunks), "take.wav");

    public static float[] ReadAll(WaveFileReader reader)
    {
        var samples = new float[reader.FrameCount * reader.WaveFormat.Channels];
        reader.Read(0, samples);
        return samples;
    }
}
