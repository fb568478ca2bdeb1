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

    /// <inheritdoc cref="ResultFile.Read(string)"/>
    public static ApproximateResultRecord Read(string path)
        => ResultFile.Read(path, ApproximateJsonContext.Default.ApproximateResultRecord, ModelNames.ApproximateBallistics);
}
