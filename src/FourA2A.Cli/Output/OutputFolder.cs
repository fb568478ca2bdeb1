using FourA2A.Files;

namespace FourA2A.Cli.Output;

/// <summary>
/// A new folder for the results of a run. It is claimed before the work starts, so that no work is lost, and goes away
/// again unless <see cref="Keep"/> says that the results are complete.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string Remedy = "choose another folder with -o";
    private const string LockName = ".lock";

    private readonly IDisposable? held;
    private bool kept;

    private OutputFolder(string path, IDisposable? held = null) => (FolderPath, this.held) = (path, held);

    /// <summary>Path of the folder.</summary>
    public string FolderPath { get; }

    /// <summary>
    /// Creates a folder.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="remedy">What to do if it exists.</param>
    /// <exception cref="InputException">It exists already, or cannot be created there.</exception>
    public static OutputFolder Create(string path, string remedy = Remedy)
    {
        OutputPath.RequireFree(path, remedy);
        Directory.CreateDirectory(path);
        return new OutputFolder(path);
    }

    /// <summary>
    /// Creates a folder, or takes that of an interrupted run, which holds its progress or has not come that far. It is this run's alone until the end.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="progressName">Name of the file with the progress.</param>
    /// <param name="what">What is at work: <c>fit</c>.</param>
    /// <exception cref="InputException">It holds something else, another run is at work in it, or it cannot be created there.</exception>
    public static OutputFolder CreateOrContinue(string path, string progressName, string what)
    {
        if (!Directory.Exists(path))
        {
            OutputPath.RequireFree(path, Remedy);
            Directory.CreateDirectory(path);
        }
        else if (!IsInterrupted(path, progressName))
        {
            return Create(path);
        }

        var taken = FolderLock.Take(path, Path.Combine(path, LockName), what, removed: true);
        try
        {
            // Another run may have ended between the look and the lock.
            if (!IsInterrupted(path, progressName))
            {
                return Create(path);
            }

            Array.ForEach([.. Directory.EnumerateFiles(path).Where(AtomicFile.IsTemporary)], System.IO.File.Delete);
            return new OutputFolder(path, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
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
        held?.Dispose();
        if (!kept && (held is null || !Directory.EnumerateFileSystemEntries(FolderPath).Any()))
        {
            Directory.Delete(FolderPath, recursive: held is null);
        }
    }

    // Progress, the lock, and what a kill in the middle of writing leaves; an empty folder may be that of a run which has not written yet.
    private static bool IsInterrupted(string path, string progressName)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(path).Where(file => !AtomicFile.IsTemporary(file)).Select(file => Path.GetFileName(file))];
        return names.Length > 0 && names.All(name => name == progressName || name == LockName);
    }
}
