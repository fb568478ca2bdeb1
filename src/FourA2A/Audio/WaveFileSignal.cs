using System.Buffers;

namespace FourA2A.Audio;

/// <summary>
/// One channel of a WAV file, or the mean of its channels, read from the file whenever it is asked for.
/// </summary>
public sealed class WaveFileSignal : ISignal, IDisposable
{
    /// <summary>
    /// Opens a file.
    /// </summary>
    /// <param name="path">A WAV file.</param>
    /// <param name="selection">Which channel; not needed for a mono file.</param>
    /// <exception cref="InputException">As for <see cref="WaveFileReader(string)"/>, or the file has several channels and none was chosen.</exception>
    public WaveFileSignal(string path, ChannelSelection selection = ChannelSelection.Only)
        : this(new WaveFileReader(path), selection)
    {
    }

    /// <summary>
    /// The signal of an open file.
    /// </summary>
    /// <param name="reader">The file; closed with the signal.</param>
    /// <param name="selection">Which channel; not needed for a mono file.</param>
    /// <exception cref="InputException">The file has several channels and none was chosen.</exception>
    public WaveFileSignal(WaveFileReader reader, ChannelSelection selection = ChannelSelection.Only)
    {
        Reader = reader;
        Selection = reader.WaveFormat.Channels == 1 ? ChannelSelection.Only : selection;
        if (reader.WaveFormat.Channels > 1 && selection == ChannelSelection.Only)
        {
            reader.Dispose();
            throw FileError.Create(reader.Name, $"{reader.WaveFormat.Channels} channels", "one", "export one of them, or choose with --channel left|right|mean where a verb has that option");
        }
    }

    /// <summary>The file.</summary>
    public WaveFileReader Reader { get; }

    /// <summary>Which channel is read; the only one of a mono file, whatever was chosen.</summary>
    public ChannelSelection Selection { get; }

    /// <inheritdoc/>
    public int SampleRate => Reader.WaveFormat.SampleRate;

    /// <inheritdoc/>
    public long SampleCount => Reader.FrameCount;

    /// <inheritdoc/>
    /// <exception cref="InputException">The medium failed.</exception>
    public void Read(long start, Span<float> destination)
    {
        if (Selection == ChannelSelection.Only)
        {
            Reader.Read(start, destination);
            return;
        }

        var channels = Reader.WaveFormat.Channels;
        var blockFrames = Reader.BlockFrames;
        var buffer = ArrayPool<float>.Shared.Rent(blockFrames * channels);
        try
        {
            // A start far outside must not overflow while it is stepped on.
            start = Math.Clamp(start, -(long)destination.Length, SampleCount);
            while (destination.Length > 0)
            {
                var count = Math.Min(destination.Length, blockFrames);
                var frames = buffer.AsSpan(0, count * channels);
                Reader.Read(start, frames);
                Select(frames, channels, destination[..count]);
                start += count;
                destination = destination[count..];
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => Reader.Dispose();

    private void Select(ReadOnlySpan<float> frames, int channels, Span<float> destination)
    {
        if (Selection == ChannelSelection.Mean)
        {
            for (var n = 0; n < destination.Length; n++)
            {
                var sum = 0f;
                foreach (var sample in frames.Slice(n * channels, channels))
                {
                    sum += sample;
                }

                destination[n] = sum / channels;
            }

            return;
        }

        var channel = Selection == ChannelSelection.Left ? 0 : 1;
        for (var n = 0; n < destination.Length; n++)
        {
            destination[n] = frames[(n * channels) + channel];
        }
    }
}
