using Microsoft.Win32.SafeHandles;

namespace FourA2A.Audio;

/// <summary>
/// Writes a WAV file as a stream. The file appears under its name when <see cref="Complete"/> is called and not before;
/// disposed without it, nothing is left behind. Files over 4 GiB become RF64 (EBU Tech 3306).
/// </summary>
public sealed class WaveFileWriter : IDisposable
{
    private const int BufferBytes = 65536;

    private readonly string path;
    private readonly string fullPath;
    private readonly string partialPath;
    private readonly bool overwrite;
    private readonly long largestRiffSize;
    private readonly byte[] buffer;
    private readonly int headerBytes;
    private SafeFileHandle? handle;
    private int buffered;
    private long written;

    /// <summary>
    /// Begins a file.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="format">What to write.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="InputException">The file exists, there is no such folder, or it may not be written to.</exception>
    public WaveFileWriter(string path, WaveFormat format, bool overwrite = false)
        : this(path, format, overwrite, uint.MaxValue)
    {
    }

    /// <summary>As above; a RIFF size above <paramref name="largestRiffSize"/> makes the file RF64.</summary>
    internal WaveFileWriter(string path, WaveFormat format, bool overwrite, long largestRiffSize)
    {
        this.path = path;
        this.overwrite = overwrite;
        this.largestRiffSize = largestRiffSize;
        WaveFormat = format;
        fullPath = Resolve(path, overwrite);
        ThrowIfTaken();
        // In the same folder, so that the rename at the end neither copies nor crosses a file system.
        partialPath = Path.Combine(Path.GetDirectoryName(fullPath)!, $".foura2a-{Guid.NewGuid():N}.partial");
        var header = WaveHeaderBuilder.Build(format, 0, largestRiffSize);
        headerBytes = header.Length;
        buffer = new byte[BufferBytes];
        try
        {
            handle = File.OpenHandle(partialPath, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            Write(header, 0);
        }
        catch (Exception exception) when (FileError.IsFileTrouble(exception))
        {
            throw Abandon(exception);
        }
    }

    /// <summary>What is written.</summary>
    public WaveFormat WaveFormat { get; }

    /// <summary>Frames written so far.</summary>
    public long FrameCount => (written + buffered) / WaveFormat.BlockAlign;

    /// <summary>Samples beyond full scale that were limited to it; always 0 for floating point.</summary>
    public long ClippedSamples { get; private set; }

    /// <summary>
    /// Appends frames.
    /// </summary>
    /// <param name="interleaved">Sample c of frame n at <c>n * channels + c</c>.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the channels.</exception>
    /// <exception cref="InputException">The disk is full or failed; what was written is gone.</exception>
    /// <exception cref="ObjectDisposedException">The file has been completed or given up.</exception>
    public void WriteSamples(ReadOnlySpan<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(handle is null, this);
        if (interleaved.Length % WaveFormat.Channels != 0)
        {
            throw new ArgumentException(
                $"Expected a multiple of {WaveFormat.Channels} samples, found {interleaved.Length}.", nameof(interleaved));
        }

        var bytesPerSample = WaveFormat.BytesPerSample;
        while (interleaved.Length > 0)
        {
            var count = Math.Min(interleaved.Length, (BufferBytes - buffered) / bytesPerSample);
            ClippedSamples += SampleCodec.Encode(WaveFormat, interleaved[..count], buffer.AsSpan(buffered, count * bytesPerSample));
            buffered += count * bytesPerSample;
            interleaved = interleaved[count..];
            if (BufferBytes - buffered < bytesPerSample)
            {
                Guard(Flush);
            }
        }
    }

    /// <summary>
    /// Finishes the file and gives it its name.
    /// </summary>
    /// <exception cref="InputException">The disk is full or failed, or the name has been taken meanwhile; what was written is gone.</exception>
    /// <exception cref="ObjectDisposedException">The file has been completed or given up.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(handle is null, this);
        Guard(() =>
        {
            Flush();
            if (written % 2 != 0)
            {
                Write([0], headerBytes + written);
            }

            Write(WaveHeaderBuilder.Build(WaveFormat, written, largestRiffSize), 0);

            // Some file systems notice a full disk only now.
            RandomAccess.FlushToDisk(handle!);
            handle!.Dispose();
            ThrowIfTaken();
            File.Move(partialPath, fullPath, overwrite);
            handle = null;
        });
    }

    /// <summary>Removes what was written unless <see cref="Complete"/> was called.</summary>
    public void Dispose()
    {
        if (handle is null)
        {
            return;
        }

        handle.Dispose();
        handle = null;
        try
        {
            File.Delete(partialPath);
        }
        catch (Exception exception) when (FileError.IsFileTrouble(exception))
        {
            // The folder is gone or closed to us: there is nothing left that could be removed.
        }
    }

    // What is replaced is the file that a link leads to, not the link.
    private static string Resolve(string path, bool overwrite)
    {
        try
        {
            var target = overwrite && File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
            return target?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception exception) when (FileError.IsFileTrouble(exception))
        {
            throw FileError.Create(path, "a name no file can have", "the path of a file to write", "check the path", exception);
        }
    }

    private void ThrowIfTaken()
    {
        if (Directory.Exists(fullPath))
        {
            throw FileError.Create(path, "a folder", "a new file", "name a file inside it");
        }

        // Where the rename at the end is permitted, it would put a file in the place of /dev/null for every other program.
        if (Path.GetDirectoryName(fullPath) == "/dev")
        {
            throw FileError.Create(path, "a device", "a file", "choose another name");
        }

        if (!overwrite && File.Exists(fullPath))
        {
            throw FileError.Create(path, "an existing file", "a new one", "remove it or choose another name");
        }
    }

    private void Flush()
    {
        Write(buffer.AsSpan(0, buffered), headerBytes + written);
        written += buffered;
        buffered = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes, long position) => RandomAccess.Write(handle!, bytes, position);

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (InputException)
        {
            Dispose();
            throw;
        }
        catch (Exception exception) when (FileError.IsFileTrouble(exception))
        {
            throw Abandon(exception);
        }
    }

    private InputException Abandon(Exception exception)
    {
        Dispose();
        return exception switch
        {
            DirectoryNotFoundException => FileError.Create(path, "no such folder", "an existing one", "create it first", exception),
            UnauthorizedAccessException
                => FileError.Create(path, "a folder without permission to write", "one that can be written to", "choose another", exception),
            _ => FileError.Create(
                path, $"a write error ({FileError.Reason(exception)})", "room and a working disk", "make room or choose another folder", exception),
        };
    }
}
