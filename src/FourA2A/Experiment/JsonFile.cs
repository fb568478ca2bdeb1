using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FourA2A.Experiment;

/// <summary>
/// Writes JSON files that are there in full or not at all.
/// </summary>
public static class JsonFile
{
    // For people and programs, not for a web page: signs such as < stay themselves.
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes a new file: it appears complete or not at all, and never replaces another.
    /// </summary>
    /// <param name="path">A file that does not exist, in a folder that does.</param>
    /// <param name="value">What to write.</param>
    /// <param name="type">How to write it, from a source-generated context.</param>
    /// <exception cref="InputException">The file exists or cannot be written.</exception>
    public static void WriteNew<T>(string path, T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(path);
        ThrowIfExists(path);

        // In the same folder, so that the move neither copies nor crosses a file system; of a length that every name may have.
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".foura2a-{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                using (var writer = new Utf8JsonWriter(stream, Format))
                {
                    JsonSerializer.Serialize(writer, value, type);
                }

                stream.Write("\n"u8);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program may have made the file in the meantime.
            ThrowIfExists(path);
            throw new InputException(
                $"{path}: cannot be written ({exception.Message.ReplaceLineEndings(" ")}), expected a folder with room and permission to write; choose another.", exception);
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    private static void ThrowIfExists(string path)
    {
        if (Path.Exists(path))
        {
            throw new InputException($"{path}: found a file of that name, expected none, for results are never overwritten; choose another name.");
        }
    }

    // A failed clean-up must not hide why writing failed.
    private static void DeleteIfThere(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The left-over carries ".tmp" in its name.
        }
    }
}
