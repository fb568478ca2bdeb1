using Microsoft.Win32.SafeHandles;

namespace FourA2A.Audio;

/// <summary>
/// A file, read by position: there is no shared file pointer that threads could fight over.
/// </summary>
internal sealed class FileByteSource : IByteSource
{
    private readonly SafeFileHandle handle;

    /// <exception cref="InputException">There is no such file, it may not be read, or it is a folder, pipe or device.</exception>
    public FileByteSource(string path)
    {
        Name = path;
        if (Directory.Exists(path))
        {
            throw FileError.Create(path, "a folder", FileError.WaveFile, "name a file inside it");
        }

        SafeFileHandle? opened = null;
        try
        {
            opened = File.OpenHandle(path);
            Length = RandomAccess.GetLength(opened);
            handle = opened;
        }
        catch (Exception exception) when (FileError.IsFileTrouble(exception))
        {
            opened?.Dispose();
            throw exception switch
            {
                FileNotFoundException or DirectoryNotFoundException
                    => FileError.Create(path, "no such file", FileError.WaveFile, "check the path", exception),
                UnauthorizedAccessException
                    => FileError.Create(path, "a file without permission to read", FileError.WaveFile, "change its permissions", exception),
                ArgumentException
                    => FileError.Create(path, "a name no file can have", "the path of a WAV file", "check the path", exception),
                NotSupportedException
                    => FileError.Create(path, "a pipe or device", FileError.WaveFile, "store it in a file first", exception),
                _ => FileError.Create(path, $"a read error ({FileError.Reason(exception)})", FileError.WaveFile, "check the disk and other programs that use the file", exception),
            };
        }
    }

    public string Name { get; }

    public long Length { get; }

    public void Read(long offset, Span<byte> destination)
    {
        try
        {
            while (destination.Length > 0)
            {
                var count = RandomAccess.Read(handle, destination, offset);
                if (count == 0)
                {
                    throw FileError.Create(Name, $"{offset} bytes", $"the {Length} bytes it had when it was opened", "leave the file alone while it is read");
                }

                offset += count;
                destination = destination[count..];
            }
        }
        catch (Exception exception) when (FileError.IsFileTrouble(exception))
        {
            throw FileError.Create(Name, $"a read error ({FileError.Reason(exception)})", "a readable file", "check the disk", exception);
        }
    }

    public void Dispose() => handle.Dispose();
}
