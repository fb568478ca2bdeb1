namespace FourA2A.Audio;

/// <summary>
/// The one form of an error about a file: <c>file: found X, expected Y; do Z.</c> on one line.
/// </summary>
internal static class FileError
{
    public const string WaveFile = "a WAV file";

    // Error numbers that the runtime puts into IOException.HResult: ENOSPC of Unix, ERROR_DISK_FULL of Windows.
    private const int UnixDiskFull = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static InputException Create(string file, string found, string expected, string remedy, Exception? cause = null)
    {
        var name = file.Length == 0 ? "(empty file name)" : OneLine(file);
        var message = $"{name}: found {found}, expected {expected}; {remedy}.";
        return cause is null ? new InputException(message) : new InputException(message, cause);
    }

    /// <summary>Whether an exception is what the operating system says about a path or file, not a defect of the program.</summary>
    public static bool IsFileTrouble(Exception exception)
        => exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The system's reason, without the path that the runtime appends to it.</summary>
    public static string Reason(Exception exception)
    {
        if (exception.HResult is UnixDiskFull or WindowsDiskFull)
        {
            return "the disk is full";
        }

        var text = OneLine(exception.Message);
        var path = text.IndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? text : text[..path]).TrimEnd('.');
    }

    // A file name may hold line breaks and escape sequences; a message may not.
    private static string OneLine(string text)
        => string.Create(text.Length, text, static (characters, source) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
}
