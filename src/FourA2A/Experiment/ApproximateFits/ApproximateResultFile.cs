using FourA2A.Files;

namespace FourA2A.Experiment.ApproximateFits;

/// <summary>
/// Writes the result of a fit of the approximate-ballistics model as JSON and reads it back.
/// </summary>
public static class ApproximateResultFile
{
    /// <inheritdoc cref="ResultFile.WriteNew(string, FitResultRecord)"/>
    public static void WriteNew(string path, ApproximateResultRecord result)
        => JsonFile.WriteNew(path, result, ApproximateJsonContext.Default.ApproximateResultRecord);

    /// <inheritdoc cref="ResultFile.Read"/>
    public static ApproximateResultRecord Read(string path)
    {
        var result = JsonFile.Read(
            path,
            ApproximateJsonContext.Default.ApproximateResultRecord,
            $"a result of the model {ModelNames.ApproximateBallistics}",
            "pass a result.json of a fit with that model");
        return result.Version == ParameterFile.Version
            ? result
            : throw new InputException($"{path}: version: found {result.Version}, expected {ParameterFile.Version}, the only one that this program knows; fit again.");
    }
}
