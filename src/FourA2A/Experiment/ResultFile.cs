using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FourA2A.Files;

namespace FourA2A.Experiment;

/// <summary>
/// Writes the result of a fit of the one-pole model as JSON and reads it back; <see cref="ParameterFile"/> reads only the settings.
/// </summary>
public static class ResultFile
{
    private const string Kind = "a fit's result";
    private const string Remedy = "pass a result.json of this version of the program";

    /// <summary>
    /// Writes a new file: it appears complete or not at all, and never replaces another.
    /// </summary>
    /// <param name="path">A file that does not exist, in a folder that does.</param>
    /// <param name="result">What to write.</param>
    /// <exception cref="InputException">The file exists or cannot be written.</exception>
    public static void WriteNew(string path, FitResultRecord result)
        => JsonFile.WriteNew(path, result, ResultJsonContext.Default.FitResultRecord);

    /// <summary>
    /// Reads a result back.
    /// </summary>
    /// <param name="path">A <c>result.json</c>.</param>
    /// <exception cref="InputException">It cannot be read, is no result of this version, or is of another model.</exception>
    public static FitResultRecord Read(string path) => Read(path, ResultJsonContext.Default.FitResultRecord, ModelNames.OnePole);

    /// <summary>
    /// Reads the result of a model back.
    /// </summary>
    /// <inheritdoc cref="Read(string)" path="/*[not(self::summary)]"/>
    internal static T Read<T>(string path, JsonTypeInfo<T> type, string model)
        where T : ResultRecord
    {
        // Its fields would be found missing one by one.
        using (var document = JsonFile.Parse(path, Kind, Remedy))
        {
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                ParameterFile.ModelOf(new JsonFields(path, document.RootElement), path, model);
            }
        }

        var result = JsonFile.Read(path, type, Kind, Remedy);
        return result.Version == ParameterFile.Version
            ? result
            : throw new InputException($"{path}: version: found {result.Version}, expected {ParameterFile.Version}, the only one that this program knows; fit again.");
    }

    /// <inheritdoc cref="WriteNew(string, FitResultRecord)"/>
    public static void WriteNew(string path, UnfinishedFitRecord result)
        => JsonFile.WriteNew(path, result, ResultJsonContext.Default.UnfinishedFitRecord);
}
