using System.Text.Json;
using FourA2A.Compressor;
using FourA2A.Files;

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

    /// <summary>
    /// Reads the settings of a file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, is not JSON, has another version, lacks a field, or has
    /// one of the wrong kind or outside <see cref="ParameterLimits"/>.</exception>
    public static CompressorParameters Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var document = JsonFile.Parse(path, "a parameter file", "correct it or pass a fit's result.json");
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
}
