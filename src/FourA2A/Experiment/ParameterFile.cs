using System.Text.Json;
using FourA2A.Compressor;

namespace FourA2A.Experiment;

/// <summary>
/// Reads compressor settings from a JSON file: <c>{ "version": 1, "parameters": { "thresholdDb": -24, "ratio": 4,
/// "attackMs": 1, "releaseMs": 200, "makeUpDb": 0 } }</c>. Other fields are ignored, so that the result of a fit
/// (<see cref="ResultFile"/>) serves as a parameter file.
/// </summary>
public static class ParameterFile
{
    /// <summary>Version of the format, in the field <c>version</c>.</summary>
    public const int Version = 1;

    // Far above any result; keeps a mistaken WAV file out of memory.
    private const long LargestBytes = 64 << 20;

    private const int BlockBytes = 1 << 16;

    /// <summary>
    /// Reads the settings of a file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, is not JSON, has another version, lacks a field, or has
    /// one of the wrong kind or outside <see cref="ParameterLimits"/>.</exception>
    public static CompressorParameters Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var document = Parse(path);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"{path}: found JSON that is not an object, expected {{ \"version\": {Version}, \"parameters\": {{ ... }} }}; pass a parameter file or a fit's result.json.");
        }

        var fields = new JsonFields(path, root);
        fields.Require("version", Version);
        var settings = fields.Object("parameters");
        var parameters = new CompressorParameters(
            settings.Number("thresholdDb"),
            settings.Number("ratio"),
            settings.Number("attackMs"),
            settings.Number("releaseMs"),
            settings.Number("makeUpDb"));
        ParameterLimits.Check(parameters, $"{path}: parameters.");
        return parameters;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var stream = ReadBounded(path);

            // Two fields of one name: which one holds, a reader cannot know.
            return JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new InputException(
                $"{path}: found no JSON {Where(exception)}, expected a parameter file; correct it or pass a fit's result.json.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(
                $"{path}: found no readable file ({OneLine(exception)}), expected a parameter file; check path and permissions.", exception);
        }
    }

    // The length of a device or a pipe is not known before its end, which may never come.
    private static MemoryStream ReadBounded(string path)
    {
        using var file = File.OpenRead(path);
        var content = new MemoryStream();
        var block = new byte[BlockBytes];
        for (int count; (count = file.Read(block)) > 0;)
        {
            content.Write(block, 0, count);
            if (content.Length > LargestBytes)
            {
                throw new InputException($"{path}: found more than {LargestBytes} bytes, expected a parameter file of at most that; pass a parameter file or a fit's result.json.");
            }
        }

        content.Position = 0;
        return content;
    }

    // Lines of a file count from 1, those of the exception from 0.
    private static string Where(JsonException exception)
        => exception.LineNumber is { } line ? FormattableString.Invariant($"in line {line + 1}") : $"({OneLine(exception)})";

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
