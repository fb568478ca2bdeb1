using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FourA2A.Files;

/// <summary>
/// Reads and writes JSON files of generated types.
/// </summary>
public static class JsonFile
{
    // Far above any result; keeps a mistaken WAV file out of memory.
    private const long LargestBytes = 64 << 20;

    private const int BlockBytes = 1 << 16;

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
        => AtomicFile.WriteNew(path, stream => Serialize(stream, value, type));

    /// <summary>
    /// Writes a file in the place of one that this program made before.
    /// </summary>
    /// <inheritdoc cref="AtomicFile.Replace" path="/exception"/>
    public static void Replace<T>(string path, T value, JsonTypeInfo<T> type)
        => AtomicFile.Replace(path, stream => Serialize(stream, value, type));

    /// <summary>
    /// Reads a file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="type">How to read it, from a source-generated context.</param>
    /// <param name="kind">What the file should be, with an article: <c>a curve file</c>.</param>
    /// <param name="remedy">What to do about another file.</param>
    /// <exception cref="InputException">It cannot be read, is not JSON, or is not of that type.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, string kind, string remedy)
    {
        using var content = ReadBounded(path, kind, remedy);
        try
        {
            return JsonSerializer.Deserialize(content, type)
                ?? throw new InputException($"{path}: found null, expected {kind}; {remedy}.");
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path}: found no {kind[(kind.IndexOf(' ', StringComparison.Ordinal) + 1)..]} {Where(exception)}, expected {kind}; {remedy}.", exception);
        }
    }

    /// <summary>
    /// Parses a file whose fields are looked at one by one.
    /// </summary>
    /// <inheritdoc cref="Read" path="/param"/>
    /// <inheritdoc cref="Read" path="/exception"/>
    internal static JsonDocument Parse(string path, string kind, string remedy)
    {
        using var content = ReadBounded(path, kind, remedy);
        try
        {
            // Two fields of one name: which one holds, a reader cannot know.
            return JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path}: found no JSON {Where(exception)}, expected {kind}; {remedy}.", exception);
        }
    }

    private static void Serialize<T>(Stream stream, T value, JsonTypeInfo<T> type)
    {
        using (var writer = new Utf8JsonWriter(stream, Format))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        stream.Write("\n"u8);
    }

    // The length of a device or a pipe is not known before its end, which may never come.
    private static MemoryStream ReadBounded(string path, string kind, string remedy)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            var content = new MemoryStream();
            var block = new byte[BlockBytes];
            for (int count; (count = file.Read(block)) > 0;)
            {
                content.Write(block, 0, count);
                if (content.Length > LargestBytes)
                {
                    throw new InputException($"{path}: found more than {LargestBytes} bytes, expected {kind} of at most that; {remedy}.");
                }
            }

            content.Position = 0;
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException($"{path}: found no readable file ({OneLine(exception)}), expected {kind}; check path and permissions.", exception);
        }
    }

    // Lines of a file count from 1, those of the exception from 0.
    private static string Where(JsonException exception)
        => exception.LineNumber is { } line
            ? FormattableString.Invariant($"in line {line + 1}{(exception.Path is { } place ? $" at {place}" : "")}")
            : $"({OneLine(exception)})";

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
