namespace FourA2A.Cli.Output;

/// <summary>
/// Writes files that are there in full or not at all, and never takes the place of one that a user may want to keep.
/// </summary>
internal static class OutputFile
{
    private const string PartialSuffix = ".partial";

    /// <summary>
    /// Refuses a path that is taken or has no folder; asked before the work starts, so that no work is lost.
    /// </summary>
    /// <exception cref="InputException">The path is taken, or its folder does not exist.</exception>
    public static void RequireFree(string path, string remedy)
    {
        if (Path.Exists(path))
        {
            throw new InputException($"{path}: found an existing file or folder, expected a new one; {remedy}.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder))
        {
            throw new InputException($"{path}: found no folder '{folder}', expected an existing one; create it first.");
        }
    }

    /// <summary>
    /// Writes a file under a temporary name beside <paramref name="path"/> and renames it when it is complete.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="InputException">The file cannot be written: no permission, no space.</exception>
    public static void Write(string path, Action<string> write, bool overwrite = false)
    {
        var partial = path + PartialSuffix;
        try
        {
            write(partial);
            File.Move(partial, path, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{path}: cannot be written ({exception.Message.TrimEnd('.')}); choose a place that you may write to and that has space.",
                exception);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
