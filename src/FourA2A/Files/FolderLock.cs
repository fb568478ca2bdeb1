using FourA2A.Audio;

namespace FourA2A.Files;

/// <summary>
/// Keeps a folder for one run. It goes with the process, however that ends; the file stays, for one that is removed can be locked twice.
/// </summary>
internal static class FolderLock
{
    /// <summary>
    /// Takes the folder until the result is disposed of.
    /// </summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="file">The file in it that is held.</param>
    /// <param name="what">What is at work: <c>sweep</c>.</param>
    /// <exception cref="InputException">Another run holds it.</exception>
    public static IDisposable Take(string folder, string file, string what)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InputException(
                $"{folder}: found another {what} at work in it ({FileError.Reason(exception)}), expected none; wait for its end, or choose another folder with -o.", exception);
        }
    }
}
