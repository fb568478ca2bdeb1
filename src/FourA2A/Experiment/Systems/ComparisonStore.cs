using FourA2A.Files;

namespace FourA2A.Experiment.Systems;

/// <summary>
/// The folder of a comparison while one run holds it. Whatever moment a run is killed at, a file is there complete or not at all, and the
/// next run goes on from there; the record of all figures comes last and ends the comparison.
/// </summary>
public sealed class ComparisonStore : IDisposable
{
    private readonly IDisposable held;

    private ComparisonStore(ComparisonFolder folder, IDisposable held) => (Folder, this.held) = (folder, held);

    /// <summary>The folder.</summary>
    public ComparisonFolder Folder { get; }

    /// <summary>
    /// Makes the folder of a new comparison or takes that of an interrupted one.
    /// </summary>
    /// <param name="folder">A folder that does not exist, in one that does, or that of an interrupted comparison.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="InputException">
    /// The folder holds something else, a finished comparison, or one that was asked for something else, or another run is at work in it.
    /// </exception>
    public static ComparisonStore Open(ComparisonFolder folder, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        RequireUsable(folder);
        var store = new ComparisonStore(folder, Rules(folder).Take());
        try
        {
            store.Claim(options);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Looks whether a folder is new or that of an interrupted comparison, before any work.
    /// </summary>
    /// <exception cref="InputException">It holds something else, or a finished comparison.</exception>
    public static void RequireUsable(ComparisonFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (File.Exists(folder.RecordPath))
        {
            throw new InputException($"{folder.FolderPath}: found a finished comparison, expected a new folder or that of an interrupted one; choose another with -o.");
        }

        Rules(folder).RequireUsable();
    }

    /// <summary>Lets another run have the folder.</summary>
    public void Dispose() => held.Dispose();

    private static RunFolder Rules(ComparisonFolder folder) => new(folder.FolderPath, folder.RequestPath, folder.LockPath, "comparison");

    private void Claim(ComparisonOptions options)
    {
        if (File.Exists(Folder.RequestPath))
        {
            Rules(Folder).RequireSame(options.DifferenceFrom(ReadRequest()));
        }
        else
        {
            JsonFile.WriteNew(Folder.RequestPath, options, ComparisonJsonContext.Default.ComparisonOptions);
        }

        Rules(Folder).RemoveLeftOvers();
    }

    private ComparisonOptions ReadRequest()
        => JsonFile.Read(Folder.RequestPath, ComparisonJsonContext.Default.ComparisonOptions, "a comparison's request", "choose another folder with -o");
}
