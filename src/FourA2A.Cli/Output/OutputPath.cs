namespace FourA2A.Cli.Output;

/// <summary>
/// Looks at where results will go before the work starts, so that no work is lost.
/// </summary>
internal static class OutputPath
{
    /// <summary>
    /// Refuses a path that is taken, has no folder, or lies in a folder that cannot be written to.
    /// </summary>
    /// <exception cref="InputException">The path cannot be used.</exception>
    public static void RequireFree(string path, string remedy)
    {
        if (Path.Exists(path))
        {
            throw new InputException($"{path}: found an existing file or folder, expected a new one; {remedy}.");
        }

        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!Directory.Exists(folder))
        {
            throw new InputException($"{path}: found no folder '{folder}', expected an existing one; create it first.");
        }

        try
        {
            // The very name: it may be too long, or one that the file system does not take.
            using var probe = new FileStream(
                Path.TrimEndingDirectorySeparator(path), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: found a folder or name that cannot be written to, expected one that can; {remedy}.", exception);
        }
    }
}
