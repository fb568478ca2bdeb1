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
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestBytes)
            {
                throw new InputException($"{path}: found {stream.Length} bytes, expected a parameter file of at most {LargestBytes}; pass a parameter file or a fit's result.json.");
            }

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

    // Lines of a file count from 1, those of the exception from 0.
    private static string Where(JsonException exception)
        => exception.LineNumber is { } line ? FormattableString.Invariant($"in line {line + 1}") : $"({OneLine(exception)})";

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
