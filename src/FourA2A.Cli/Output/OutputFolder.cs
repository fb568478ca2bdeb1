using FourA2A.Files;

namespace FourA2A.Cli.Output;

/// <summary>
/// A new folder for the results of a run. It is claimed before the work starts, so that no work is lost, and goes away
/// again unless <see cref="Keep"/> says that the results are complete.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private bool kept;

    private OutputFolder(string path) => FolderPath = path;

    /// <summary>Path of the folder.</summary>
    public string FolderPath { get; }

    /// <summary>
    /// Creates a folder.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="remedy">What to do if it exists.</param>
    /// <exception cref="InputException">It exists already, or cannot be created there.</exception>
    public static OutputFolder Create(string path, string remedy = "choose another folder with -o")
    {
        OutputPath.RequireFree(path, remedy);
        Directory.CreateDirectory(path);
        return new OutputFolder(path);
    }

    /// <summary>
    /// Creates a folder, or takes that of an earlier run which left nothing, or nothing but its progress. That one stays in any case.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="progressName">Name of the file with the progress.</param>
    /// <inheritdoc cref="Create" path="/exception"/>
    public static OutputFolder CreateOrContinue(string path, string progressName)
    {
        if (!Directory.Exists(path))
        {
            return Create(path);
        }

        // What a kill in the middle of writing leaves.
        string[] files = [.. Directory.EnumerateFileSystemEntries(path)];
        string[] leftOver = [.. files.Where(AtomicFile.IsTemporary)];
        if (files.Except(leftOver, StringComparer.Ordinal).Any(file => Path.GetFileName(file) != progressName))
        {
            return Create(path);
        }

        Array.ForEach(leftOver, System.IO.File.Delete);
        return new OutputFolder(path) { kept = true };
    }

    /// <summary>
    /// The first of <c>name</c>, <c>name-2</c>, <c>name-3</c>, ... in the current folder that is not taken.
    /// </summary>
    public static string FirstFree(string name)
    {
        var path = name;
        for (var number = 2; Path.Exists(path); number++)
        {
            path = $"{name}-{number}";
        }

        return path;
    }

    /// <summary>Path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(FolderPath, name);

    /// <summary>Says that the folder holds complete results and stays.</summary>
    public void Keep() => kept = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!kept)
        {
            Directory.Delete(FolderPath, recursive: true);
        }
    }
}
