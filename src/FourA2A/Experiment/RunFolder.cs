using FourA2A.Files;

namespace FourA2A.Experiment;

/// <summary>
/// A folder that a run writes into and a later one goes on with, if it was asked for the same: rules that sweeps and comparisons share.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="requestPath">The file in it with what was asked for, which makes it one of its kind.</param>
/// <param name="lockPath">The file in it that a run holds.</param>
/// <param name="kind">What it is: <c>sweep</c>.</param>
internal sealed class RunFolder(string folder, string requestPath, string lockPath, string kind)
{
    /// <summary>
    /// Looks whether the folder is new or one of its kind, before any work.
    /// </summary>
    /// <exception cref="InputException">It holds something else.</exception>
    public void RequireUsable()
    {
        if (!File.Exists(requestPath) && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).All(IsBeginning))
        {
            throw new InputException($"{folder}: found a folder that is no {kind}, expected a new one or that of an earlier {kind}; choose another with -o.");
        }
    }

    /// <summary>
    /// Makes the folder if it is new, and holds it until the result is disposed of.
    /// </summary>
    /// <exception cref="InputException">It holds something else, or another run is at work in it.</exception>
    public IDisposable Take()
    {
        RequireUsable();
        Directory.CreateDirectory(folder);
        return FolderLock.Take(folder, lockPath, kind);
    }

    /// <summary>
    /// Goes on with what is there only if it was asked for the same.
    /// </summary>
    /// <param name="difference">The first option that differs, with what is asked for and what was; null if there is none.</param>
    /// <exception cref="InputException">There is a difference.</exception>
    public void RequireSame((string Option, string Own, string Other)? difference)
    {
        if (difference is var (option, asked, found))
        {
            throw new InputException(
                $"{folder}: {option}: found {found} in the {kind} that is there, expected {asked} as asked for; choose another folder with -o, or ask for the same.");
        }
    }

    /// <summary>Removes what a killed run left half written.</summary>
    public void RemoveLeftOvers()
    {
        foreach (var leftOver in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(AtomicFile.IsTemporary).ToList())
        {
            if (Directory.Exists(leftOver))
            {
                Directory.Delete(leftOver, recursive: true);
            }
            else
            {
                File.Delete(leftOver);
            }
        }
    }

    /// <summary>
    /// The first option of two requests that differs, with what each has; null if they are alike.
    /// </summary>
    /// <param name="own">Names and values of one.</param>
    /// <param name="others">Those of the other, with the same names.</param>
    public static (string Option, string Own, string Other)? Difference(IEnumerable<(string Name, string Value)> own, IEnumerable<(string Name, string Value)> others)
    {
        foreach (var ((name, value), (_, other)) in own.Zip(others))
        {
            if (value != other)
            {
                return (name, value, other);
            }
        }

        return null;
    }

    private bool IsBeginning(string path) => AtomicFile.IsTemporary(path) || Path.GetFullPath(path) == Path.GetFullPath(lockPath);
}
