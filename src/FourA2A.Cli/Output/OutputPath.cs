namespace FourA2A.Cli.Output;

/// <summary>
/// Looks at where results will go before the work starts, so that no work is lost.
/// </summary>
internal static class OutputPath
{
    /// <summary>
    /// Refuses a path that is taken or has no folder.
    /// </summary>
    /// <exception cref="InputException">The path is taken, or its folder does not exist.</exception>
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
    }
}
