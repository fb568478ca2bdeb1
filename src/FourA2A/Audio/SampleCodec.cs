using System.Numerics;
using System.Runtime.InteropServices;

namespace FourA2A.Audio;

/// <summary>
/// Samples as bytes and as floats. Integers of b bits are scaled by 2^(1-b), so that -1 is the most negative integer
/// and +1 is one step above the most positive; 8-bit samples are unsigned with 128 as zero.
/// </summary>
/// <remarks>All that .NET runs on today is little-endian like the files, so wide samples are reinterpreted.</remarks>
internal static class SampleCodec
{
    /// <summary>
    /// Decodes samples.
    /// </summary>
    /// <param name="format">The samples' format.</param>
    /// <param name="bytes">As many samples as <paramref name="samples"/> holds.</param>
    /// <param name="samples">Result. 32-bit integers and 64-bit floats are rounded to the nearest float.</param>
    public static void Decode(WaveFormat format, ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (format.Encoding, format.BitsPerSample)
        {
            case (WaveFormatEncoding.Pcm, 8):
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = (bytes[i] - 128) * (1 / 128f);
                }

                break;
            case (WaveFormatEncoding.Pcm, 16):
                DecodePcm16(MemoryMarshal.Cast<byte, short>(bytes), samples);
                break;
            case (WaveFormatEncoding.Pcm, 24):
                for (int i = 0, from = 0; i < samples.Length; i++, from += 3)
                {
                    // Through the upper three bytes of an integer, which extends the sign.
                    var sample = (bytes[from] << 8) | (bytes[from + 1] << 16) | (bytes[from + 2] << 24);
                    samples[i] = sample * (1 / 2147483648f);
                }

                break;
            case (WaveFormatEncoding.Pcm, _):
                DecodePcm32(MemoryMarshal.Cast<byte, int>(bytes), samples);
                break;
            case (_, 32):
                bytes.CopyTo(MemoryMarshal.AsBytes(samples));
                break;
            default:
                var doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = (float)doubles[i];
                }

                break;
        }
    }

    /// <summary>
    /// Encodes samples, without dither.
    /// </summary>
    /// <param name="format">The format to write.</param>
    /// <param name="samples">The samples. For integers they are rounded to the nearest step and limited to full scale; NaN becomes 0.</param>
    /// <param name="bytes">Result, <see cref="WaveFormat.BytesPerSample"/> bytes a sample.</param>
    /// <returns>Samples beyond full scale that were limited; always 0 for floating point.</returns>
    public static int Encode(WaveFormat format, ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        if (format.Encoding == WaveFormatEncoding.Pcm)
        {
            return EncodePcm(format.BitsPerSample, samples, bytes);
        }

        if (format.BitsPerSample == 32)
        {
            MemoryMarshal.AsBytes(samples).CopyTo(bytes);
        }
        else
        {
            var doubles = MemoryMarshal.Cast<byte, double>(bytes);
            for (var i = 0; i < samples.Length; i++)
            {
                doubles[i] = samples[i];
            }
        }

        return 0;
    }

    private static void DecodePcm16(ReadOnlySpan<short> source, Span<float> samples)
    {
        const float scale = 1 / 32768f;
        var i = 0;
        for (; i <= samples.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(source[i..]), out var lower, out var upper);
            (Vector.ConvertToSingle(lower) * scale).CopyTo(samples[i..]);
            (Vector.ConvertToSingle(upper) * scale).CopyTo(samples[(i + Vector<int>.Count)..]);
        }

        for (; i < samples.Length; i++)
        {
            samples[i] = source[i] * scale;
        }
    }

    private static void DecodePcm32(ReadOnlySpan<int> source, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = source[i] * (1 / 2147483648f);
        }
    }

    private static int EncodePcm(int bits, ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        var fullScale = Math.ScaleB(1, bits - 1);
        var byteCount = bits / 8;
        var offset = bits == 8 ? 128 : 0;
        var limited = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var scaled = Math.Round(samples[i] * fullScale);
            limited += Math.Abs(samples[i]) > 1 ? 1 : 0;
            var value = (int)Math.Clamp(scaled, -fullScale, fullScale - 1) + offset;
            var target = bytes.Slice(i * byteCount, byteCount);
            for (var b = 0; b < byteCount; b++)
            {
                target[b] = (byte)(value >> (8 * b));
            }
        }

        return limited;
    }
}
