using System.Diagnostics;
using System.Text.RegularExpressions;
using FourA2A.Audio;

namespace FourA2A.Bench;

/// <summary>
/// Opens a file as the programs do, reads all of it, and says what came of it.
/// </summary>
internal static partial class WavFuzz
{
    /// <summary>
    /// Bytes that reading a file of <paramref name="fileLength"/> bytes may allocate: 4 bytes for a sample that takes 1 in
    /// the file, as much again for arrays of many short channels, and 64 KiB for the file's handle, a block and a message.
    /// </summary>
    public static long AllowedBytes(long fileLength) => 65536 + (8 * fileLength);

    /// <summary>
    /// Reads a file on disk. Exceptions other than <see cref="InputException"/> pass through.
    /// </summary>
    public static WavFuzzOutcome Run(string path) => Run(() => new WaveFileReader(path), path);

    /// <summary>
    /// Reads a file in memory, which spares a test the disk.
    /// </summary>
    public static WavFuzzOutcome Run(byte[] file) => Run(() => new WaveFileReader(file, "memory"), "memory");

    private static WavFuzzOutcome Run(Func<WaveFileReader> open, string name)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var kind = Read(open, name);
        var milliseconds = watch.Elapsed.TotalMilliseconds;
        return new WavFuzzOutcome(kind, GC.GetAllocatedBytesForCurrentThread() - allocated, milliseconds);
    }

    private static string Read(Func<WaveFileReader> open, string name)
    {
        try
        {
            using var reader = open();
            var channels = reader.ReadChannels();
            if (channels.Length != reader.WaveFormat.Channels || channels[0].Length != reader.FrameCount)
            {
                throw new InvalidOperationException("The arrays do not have the size that the reader states.");
            }

            using var signal = new WaveFileSignal(reader, ChannelSelection.Mean);
            Span<float> edge = stackalloc float[16];
            foreach (var start in (ReadOnlySpan<long>)[long.MinValue, -8, signal.SampleCount - 8, long.MaxValue])
            {
                signal.Read(start, edge);
            }

            return reader.MissingFrames > 0 ? "read, cut short" : "read";
        }
        catch (InputException exception)
        {
            if (exception.Message.Contains('\n', StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The message has more than one line.", exception);
            }

            return Kind(exception.Message[name.Length..]);
        }
    }

    // What was found, without the values that differ from file to file.
    private static string Kind(string message)
    {
        var found = message[": found ".Length..message.IndexOf(", expected", StringComparison.Ordinal)];
        return Quoted().Replace(Number().Replace(Parenthesis().Replace(found, ""), "N"), "X");
    }

    [GeneratedRegex(@" \(.*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex("(?<![^ ])[0-9]+(?![^ ])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("(?<=type |with |subformat )(?:'.*'|the bytes .*|[0-9a-fN]+-.*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
