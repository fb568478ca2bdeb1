using System.Text.Json;
using FourA2A.ApproximateBallistics;
using FourA2A.Compressor;
using FourA2A.Files;

namespace FourA2A.Experiment;

/// <summary>
/// Reads compressor settings from a JSON file: <c>{ "version": 1, "parameters": { "thresholdDb": -24, "ratio": 4,
/// "attackMs": 1, "releaseMs": 200, "makeUpDb": 0 } }</c>, or with <c>"model": "approximate-ballistics"</c> those of the other model,
/// which has <c>kneeDb</c> and <c>smoothingMs</c> too. Other fields are ignored, so that the result of a fit serves as a parameter file.
/// </summary>
public static class ParameterFile
{
    /// <summary>Version of the format, in the field <c>version</c>.</summary>
    public const int Version = 1;

    /// <summary>
    /// Reads the settings of a file of whichever model.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, is not JSON, has another version or an unknown model, lacks a field, or has
    /// one of the wrong kind or outside <see cref="ParameterLimits"/>.</exception>
    public static ICompressorSettings ReadAny(string path) => Read(path, model: null);

    /// <summary>
    /// Reads the settings of a file of the one-pole model.
    /// </summary>
    /// <inheritdoc cref="ReadAny" path="/param"/>
    /// <exception cref="InputException">The same, or the file is of another model.</exception>
    public static CompressorParameters Read(string path) => (CompressorParameters)Read(path, ModelNames.OnePole);

    /// <summary>
    /// Reads the settings of a file of the approximate-ballistics model.
    /// </summary>
    /// <inheritdoc cref="Read(string)" path="/*[not(self::summary)]"/>
    public static ApproximateParameters ReadApproximate(string path) => (ApproximateParameters)Read(path, ModelNames.ApproximateBallistics);

    private static ICompressorSettings Read(string path, string? model)
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
        var found = ModelOf(fields, path, model);
        var settings = fields.Object("parameters");
        var source = $"{path}: parameters.";
        return found == ModelNames.OnePole ? OnePole(settings, source) : Approximate(settings, source);
    }

    /// <summary>
    /// The model that a file says it is of; without a word, one-pole.
    /// </summary>
    /// <param name="fields">The fields of the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="expected">The model it has to be of; null for any.</param>
    /// <exception cref="InputException">The model is unknown or another.</exception>
    internal static string ModelOf(JsonFields fields, string path, string? expected)
    {
        var found = fields.Text("model", ModelNames.OnePole);
        if (found is not (ModelNames.OnePole or ModelNames.ApproximateBallistics))
        {
            throw new InputException($"{path}: model: found \"{found}\", expected \"{ModelNames.OnePole}\" or \"{ModelNames.ApproximateBallistics}\"; correct the file.");
        }

        if (expected is not null && expected != found)
        {
            throw new InputException($"{path}: found settings of the model {found}, expected those of {expected}; pass a file of that model.");
        }

        return found;
    }

    private static CompressorParameters OnePole(JsonFields settings, string source)
    {
        var parameters = new CompressorParameters(
            settings.Number("thresholdDb"),
            settings.Number("ratio"),
            settings.Number("attackMs"),
            settings.Number("releaseMs"),
            settings.Number("makeUpDb"));
        ParameterLimits.Check(parameters, source);
        return parameters;
    }

    private static ApproximateParameters Approximate(JsonFields settings, string source)
    {
        var parameters = ApproximateParameters.FromArray([.. ApproximateParameters.Names.Select(settings.Number)]);
        ParameterLimits.Check(parameters, source);
        return parameters;
    }
}
