using FourA2A.Audio;

namespace FourA2A.Files;

/// <summary>
/// Keeps a folder for one run. It goes with the process, however that ends. The file stays unless its removal is asked for: two runs that come at the
/// moment of a removal can both hold the folder, so whoever removes must leave it such that it is refused, or look at it again.
/// </summary>
public static class FolderLock
{
    /// <summary>
    /// Takes the folder until the result is disposed of.
    /// </summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="file">The file in it that is held.</param>
    /// <param name="what">What is at work: <c>sweep</c>.</param>
    /// <param name="removed">Whether the file goes with the lock.</param>
    /// <exception cref="InputException">Another run holds it.</exception>
    public static IDisposable Take(string folder, string file, string what, bool removed = false)
    {
        try
        {
            return new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, removed ? FileOptions.DeleteOnClose : FileOptions.None);
        }
        catch (IOException exception)
        {
            throw new InputException(
                $"{folder}: found another {what} at work in it ({FileError.Reason(exception)}), expected none; wait for its end, or choose another folder with -o.", exception);
        }
    }
}
