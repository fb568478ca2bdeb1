using System.Buffers;
using System.Runtime.InteropServices;

namespace FourA2A.Audio;

/// <summary>
/// A WAV file, read anywhere and as often as needed by several threads at once. PCM of 8, 16, 24 and 32 bits, IEEE float
/// of 32 and 64 bits, plain or extensible, in RIFF and RF64 files.
/// </summary>
/// <remarks>
/// A file that ends before its header says is read as far as it goes (<see cref="MissingFrames"/>). NaN and infinite
/// samples are handed on as they are.
/// </remarks>
public sealed class WaveFileReader : IDisposable
{
    // Samples decoded at a time: a block of 1024 stereo frames in one read, and still in the first-level cache.
    private const int BlockSamples = 4096;

    private readonly IByteSource source;
    private readonly WaveHeader header;

    /// <summary>
    /// Opens a file.
    /// </summary>
    /// <exception cref="InputException">
    /// There is no such file, it may not be read, it is no WAV file, its header is damaged, its codec is not supported, or
    /// it holds no samples.
    /// </exception>
    public WaveFileReader(string path)
        : this(new FileByteSource(path))
    {
    }

    /// <summary>
    /// Reads a file that is in memory.
    /// </summary>
    /// <param name="bytes">The file; not copied.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InputException">As for a file on disk.</exception>
    public WaveFileReader(ReadOnlyMemory<byte> bytes, string name)
        : this(new MemoryByteSource(name, bytes))
    {
    }

    private WaveFileReader(IByteSource source)
    {
        this.source = source;
        try
        {
            header = WaveHeaderParser.Parse(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The path, as it was given.</summary>
    public string Name => source.Name;

    /// <summary>Encoding, rate, channels and bits.</summary>
    public WaveFormat WaveFormat => header.Format;

    /// <summary>Frames that can be read: at least one.</summary>
    public long FrameCount => header.FrameCount;

    /// <summary>Frames that the header promises and the file does not have; not zero for a file that was cut short.</summary>
    public long MissingFrames => header.DeclaredFrameCount - header.FrameCount;

    /// <summary>One line on a file that was cut short; null for a whole one.</summary>
    public string? Finding => MissingFrames > 0
        ? $"{Name}: cut short; found {FrameCount} of {FrameCount + MissingFrames} frames, which are used, {MissingFrames} are missing."
        : null;

    /// <summary>
    /// Reads frames. What lies before the first or after the last frame is zero.
    /// </summary>
    /// <param name="startFrame">First frame.</param>
    /// <param name="interleaved">Result: sample c of frame n at <c>n * channels + c</c>.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the channels.</exception>
    /// <exception cref="InputException">The medium failed.</exception>
    public void Read(long startFrame, Span<float> interleaved)
    {
        var channels = WaveFormat.Channels;
        var (frames, rest) = Math.DivRem(interleaved.Length, channels);
        if (rest != 0)
        {
            throw new ArgumentException($"Expected a multiple of {channels} samples, found {interleaved.Length}.", nameof(interleaved));
        }

        var start = Math.Clamp(startFrame, -(long)frames, FrameCount);
        var before = (int)Math.Max(0, -start);
        var inside = (int)Math.Clamp(FrameCount - start - before, 0, frames - before);
        interleaved[..(before * channels)].Clear();
        ReadInside(start + before, interleaved.Slice(before * channels, inside * channels));
        interleaved[((before + inside) * channels)..].Clear();
    }

    /// <summary>
    /// Reads the whole file into one array a channel.
    /// </summary>
    /// <exception cref="InputException">The file is too long for that, or the medium failed.</exception>
    public float[][] ReadChannels()
    {
        if (FrameCount > Array.MaxLength)
        {
            throw FileError.Create(Name, $"{FrameCount} frames", $"at most {Array.MaxLength}", "cut the file into shorter ones");
        }

        var channels = new float[WaveFormat.Channels][];
        for (var c = 0; c < channels.Length; c++)
        {
            channels[c] = new float[FrameCount];
        }

        if (channels.Length == 1)
        {
            Read(0, channels[0]);
            return channels;
        }

        var block = new float[(int)Math.Min(BlockFrames, FrameCount) * channels.Length];
        for (var start = 0; start < FrameCount; start += BlockFrames)
        {
            var frames = (int)Math.Min(BlockFrames, FrameCount - start);
            Read(start, block.AsSpan(0, frames * channels.Length));
            for (var c = 0; c < channels.Length; c++)
            {
                for (var n = 0; n < frames; n++)
                {
                    channels[c][start + n] = block[(n * channels.Length) + c];
                }
            }
        }

        return channels;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => source.Dispose();

    /// <summary>Frames of a block that is worth a call and does not leave the first-level cache.</summary>
    internal int BlockFrames => Math.Max(1, BlockSamples / WaveFormat.Channels);

    private void ReadInside(long startFrame, Span<float> samples)
    {
        var position = header.DataOffset + (startFrame * WaveFormat.BlockAlign);
        if (WaveFormat is { Encoding: WaveFormatEncoding.IeeeFloat, BitsPerSample: 32 })
        {
            source.Read(position, MemoryMarshal.AsBytes(samples));
            return;
        }

        var bytesPerSample = WaveFormat.BytesPerSample;
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSamples * bytesPerSample);
        try
        {
            while (samples.Length > 0)
            {
                var block = samples[..Math.Min(samples.Length, BlockSamples)];
                var bytes = buffer.AsSpan(0, block.Length * bytesPerSample);
                source.Read(position, bytes);
                SampleCodec.Decode(WaveFormat, bytes, block);
                position += bytes.Length;
                samples = samples[block.Length..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
