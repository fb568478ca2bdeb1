namespace FourA2A.Files;

/// <summary>
/// Writes files that are there in full or not at all.
/// </summary>
public static class AtomicFile
{
    private const string TemporaryPrefix = ".foura2a-";
    private const string TemporarySuffix = ".tmp";

    /// <summary>
    /// Writes a new file: it appears complete or not at all, and never replaces another.
    /// </summary>
    /// <param name="path">A file that does not exist, in a folder that does.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file exists or cannot be written.</exception>
    public static void WriteNew(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ThrowIfExists(path);
        Save(path, write, overwrite: false);
    }

    /// <summary>
    /// Writes a file in the place of one that this program made before: readers see the old one or the new one.
    /// </summary>
    /// <param name="path">A file in a folder that exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        Save(path, write, overwrite: true);
    }

    /// <summary>
    /// Whether a file is what a program that was killed in the middle of writing left.
    /// </summary>
    public static bool IsTemporary(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith(TemporaryPrefix, StringComparison.Ordinal) && name.EndsWith(TemporarySuffix, StringComparison.Ordinal);
    }

    /// <summary>
    /// Name of something that is written under it and then moved to its own.
    /// </summary>
    internal static string TemporaryName(string name) => $"{TemporaryPrefix}{name}{TemporarySuffix}";

    private static void Save(string path, Action<Stream> write, bool overwrite)
    {
        // In the same folder, so that the move neither copies nor crosses a file system; of a length that every name may have.
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, TemporaryName($"{Guid.NewGuid():N}"));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program may have made the file in the meantime.
            if (!overwrite)
            {
                ThrowIfExists(path);
            }

            throw new InputException(
                $"{path}: cannot be written ({exception.Message.ReplaceLineEndings(" ")}), expected a folder with room and permission to write; choose another.", exception);
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    private static void ThrowIfExists(string path)
    {
        if (Path.Exists(path))
        {
            throw new InputException($"{path}: found a file of that name, expected none, for results are never overwritten; choose another name.");
        }
    }

    // A failed clean-up must not hide why writing failed.
    private static void DeleteIfThere(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The left-over carries ".tmp" in its name.
        }
    }
}
